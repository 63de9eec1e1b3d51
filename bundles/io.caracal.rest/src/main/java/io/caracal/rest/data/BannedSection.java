package io.caracal.rest.data;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanQuery;
import io.caracal.api.broker.Banned;
import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.rest.Describe;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Who may not connect. */
record BannedSection(Banned banned, JsonMapper mapper) implements DataSection {
    private static final int PAGE = 1000;

    /** A ban. */
    record Line(
            Ban.Kind as,

            @Describe(value = "who", min = 1, max = Ban.MAX_LENGTH)
            String who,

            @Describe(value = "by", max = Ban.MAX_LENGTH) String by,

            @Describe(value = "reason", max = Ban.MAX_LENGTH)
            String reason,

            Instant at,
            Optional<Instant> until) {
        static Line of(Ban ban) {
            return new Line(ban.as(), ban.who(), ban.by(), ban.reason(), ban.at(), ban.until());
        }

        Ban ban() {
            return new Ban(as, who, by, reason, at, until);
        }
    }

    @Override
    public SectionName name() {
        return SectionName.BANNED;
    }

    private Lines<Line> lines() {
        return new Lines<>(Line.class, mapper, name().file());
    }

    @Override
    public long export(OutputStream out, boolean secrets) throws IOException {
        Lines<Line>.Writer writer = lines().writer(out);
        PageRequest request = PageRequest.first(PAGE);
        while (true) {
            Page<Ban> page = banned.list(BanQuery.ALL, request);
            page.items().forEach(ban -> writer.write(Line.of(ban)));
            if (page.next().isEmpty()) {
                return writer.end();
            }
            request = PageRequest.after(page.next().get(), PAGE);
        }
    }

    @Override
    public Joined join(Input input, boolean dryRun, Who who) throws IOException, UnfitDataException {
        List<Ban> bans =
                ReadAll.of(lines().open(input, Line::ban), ban -> ban.as().key() + " " + ban.who());
        try {
            Banned.Merged merged = Finished.of(banned.merge(bans, dryRun));
            return new Joined(
                    merged.added(),
                    merged.replaced(),
                    merged.unchanged(),
                    merged.ended() == 0 ? List.of() : List.of(merged.ended() + " have run out and are left out"));
        } catch (InvalidRequestException e) {
            throw new UnfitDataException(String.valueOf(e.getMessage()), e);
        }
    }
}
