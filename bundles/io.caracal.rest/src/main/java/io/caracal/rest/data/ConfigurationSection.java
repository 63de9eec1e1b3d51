package io.caracal.rest.data;

import io.caracal.api.config.ChangeConditions;
import io.caracal.api.config.ChangeOutcome;
import io.caracal.api.config.ChangeRequest;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.config.PinnedKeysException;
import io.caracal.api.config.RevisionConflictException;
import io.caracal.api.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was changed at run time. It goes the way of every change: what the file pins is refused, what needs a restart is said. A secret that
 * was masked keeps the value that is there.
 */
record ConfigurationSection(ConfigurationAdministration configuration) implements DataSection {
    private static final int LARGEST = 16 << 20;

    @Override
    public SectionName name() {
        return SectionName.CONFIGURATION;
    }

    @Override
    public long export(OutputStream out, boolean secrets) throws IOException {
        String text = configuration.runtimeChanges(secrets);
        out.write(text.getBytes(StandardCharsets.UTF_8));
        return text.isBlank() ? 0 : 1;
    }

    @Override
    public Joined join(Input input, boolean dryRun, Who who) throws IOException, UnfitDataException {
        String text = text(input);
        if (text.isBlank()) {
            return new Joined(0, 0, 0, List.of());
        }
        ChangeConditions conditions = new ChangeConditions(who.actor(), who.source(), dryRun, Optional.empty());
        try {
            ChangeOutcome outcome =
                    configuration.change(new ChangeRequest("", text, ChangeRequest.Mode.MERGE, conditions));
            List<String> notes = new ArrayList<>(outcome.warnings());
            outcome.afterRestart().forEach(key -> notes.add(key + " takes effect after a restart"));
            return new Joined(0, outcome.differences().size(), 0, notes);
        } catch (SettingsException | PinnedKeysException | RevisionConflictException e) {
            throw new UnfitDataException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Input input) throws IOException, UnfitDataException {
        try (InputStream in = input.open()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new UnfitDataException("the configuration has more than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
