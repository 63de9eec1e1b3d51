package io.caracal.cli.command;

import io.caracal.cli.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The model of all commands. Reading one from its annotations costs milliseconds, and there are many, so that a call gets only the one
 * that it names; help, completion and reference get all.
 */
public final class CommandTree {
    private CommandTree() {}

    /** The order is that of the help. */
    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("run", LauncherCommands.Run.class);
        commands.put("start", LauncherCommands.Start.class);
        commands.put("stop", LauncherCommands.Stop.class);
        commands.put("optimize", LauncherCommands.Optimize.class);
        commands.put("version", LauncherCommands.Version.class);
        commands.put("status", StatusCommand.class);
        commands.put("nodes", NodesCommand.class);
        commands.put("stats", StatsCommand.class);
        commands.put("metrics", MetricsCommand.class);
        commands.put("clients", ClientsCommand.class);
        commands.put("subscriptions", SubscriptionsCommand.class);
        commands.put("topics", TopicsCommand.class);
        commands.put("publish", PublishCommand.class);
        commands.put("subscribe", SubscribeCommand.class);
        commands.put("bench", BenchCommand.class);
        commands.put("retained", RetainedCommand.class);
        commands.put("store", StoreCommand.class);
        commands.put("backup", BackupCommand.class);
        commands.put("restore", RestoreCommand.class);
        commands.put("data", DataCommand.class);
        commands.put("listeners", ListenersCommand.class);
        commands.put("banned", BannedCommand.class);
        commands.put("alarms", AlarmsCommand.class);
        commands.put("config", ConfigCommand.class);
        commands.put("plugins", PluginsCommand.class);
        commands.put("features", FeaturesCommand.class);
        commands.put("users", UsersCommand.class);
        commands.put("api-keys", ApiKeysCommand.class);
        commands.put("audit", AuditCommand.class);
        commands.put("login", LoginCommand.class);
        commands.put("logout", LogoutCommand.class);
        commands.put("contexts", ContextsCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("help", LauncherCommands.Help.class);
        return commands;
    }

    /** With every command. */
    public static CommandLine complete(Environment environment) {
        return tree(environment, commands());
    }

    /** With the command that the arguments name; if they name none, the names and descriptions of all, which is what help prints. */
    public static CommandLine forArguments(Environment environment, List<String> arguments) {
        Map<String, Class<?>> commands = commands();
        String named = FirstWord.of(arguments);
        Class<?> command = commands.get(named);
        return command == null ? names(environment, commands) : tree(environment, Map.of(named, command));
    }

    private static CommandLine tree(Environment environment, Map<String, Class<?>> commands) {
        CommandLine root = new CommandLine(new CaracalCommand(environment));
        commands.forEach(root::addSubcommand);
        return configured(root);
    }

    private static CommandLine names(Environment environment, Map<String, Class<?>> commands) {
        CommandLine root = new CommandLine(new CaracalCommand(environment));
        commands.forEach((name, command) -> {
            CommandSpec spec = CommandSpec.create();
            spec.usageMessage().description(command.getAnnotation(Command.class).description());
            root.addSubcommand(name, spec);
        });
        return configured(root);
    }

    private static CommandLine configured(CommandLine root) {
        abbreviate(root);
        // An argument that begins with @ is a topic or a name, not a file of arguments.
        return root.setExpandAtFiles(false)
                .setHelpFactory(OwnOptionsHelp.FACTORY)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setUsageHelpWidth(100);
    }

    private static void abbreviate(CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        command.getSubcommands().values().forEach(CommandTree::abbreviate);
    }
}
