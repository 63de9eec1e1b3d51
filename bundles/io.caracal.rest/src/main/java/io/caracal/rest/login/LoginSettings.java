package io.caracal.rest.login;

import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import java.time.Duration;
import java.util.Optional;

/** How people and programs prove who they are. */
public record LoginSettings(
        @Description("How long a token is good after the log-in that gave it.") @Default("1h") @Range(min = 1000)
        Duration tokenExpiry,

        @Description("How many wrong passwords in a row lock a user name out.")
        @Default("5")
        @Range(min = 1, max = 1000)
        int maxFailures,

        @Description("How long a user name is locked out.") @Default("10m") @Range(min = 1000)
        Duration lockTime,

        @Description("The least characters of a new password.") @Default("8") @Range(min = 1, max = 256)
        int minPasswordLength,

        @Description("Name of the first administrator, made at the first start.") @Default("admin")
        String firstUser,

        @Description(
                "Password of the first administrator. Without it one is generated and shown once, on the console and in the file initial-admin-password of the data folder.")
        Optional<Secret> firstPassword,

        @Description(
                "A file of users to be made at the first start, a line NAME:PASSWORD:ROLE each, ROLE administrator or viewer. A relative path starts at the folder of the configuration file.")
        Optional<String> bootstrapUsersFile,

        @Description(
                "A file of API keys that are there at every start, a line KEY:SECRET:ROLE each, ROLE administrator, viewer or publisher (administrator if left out). A relative path starts at the folder of the configuration file.")
        Optional<String> bootstrapKeysFile) {}
