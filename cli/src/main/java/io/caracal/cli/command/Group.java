package io.caracal.cli.command;

import io.caracal.cli.ExitCode;
import io.caracal.cli.http.Api;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import io.caracal.cli.output.Column;
import io.caracal.cli.output.Output;
import io.caracal.cli.output.Rows;
import java.util.List;
import picocli.CommandLine.ParentCommand;

/** What all commands are written with. The methods answer with the exit code, so that a command is mostly one of these calls. */
abstract class Group {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private CaracalCommand caracal;

    CaracalCommand caracal() {
        return caracal;
    }

    Api api() {
        return caracal.api();
    }

    Output output() {
        return caracal.output();
    }

    /** A list in pages. */
    int list(Call call, PageOptions pages, List<Column> columns) {
        return new Listing(api(), output(), caracal.environment().err()).print(call, pages, columns);
    }

    /** A list that comes as a whole, or the field {@code data} of the answer. */
    int list(Call call, List<Column> columns) {
        Rows rows = output().rows(columns);
        api().page(call, rows::row);
        rows.end();
        return ExitCode.OK.number();
    }

    /** One thing. */
    int show(Call call) {
        output().value(api().json(call).content());
        return ExitCode.OK.number();
    }

    /** A change. */
    int change(Call call, String sentence) {
        return done(sentence, api().json(call).content());
    }

    int done(String sentence, Node answer) {
        output().done(sentence, answer);
        return ExitCode.OK.number();
    }
}
