package io.caracal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.cli.json.Json;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "\"\"",
                "[1, -2.5, true, false, null, \"x\"]",
                "[[1, [2, {}]], [], [{\"a\": [1]}], {\"b\": {\"c\": []}}]",
                "{\"a\": {\"b\": {\"c\": [1, {\"d\": null, \"e\": [2]}]}}, \"f\": \"g\"}",
                "[\"yes\", \"No\", \"NULL\", \"~\", \"on\", \"y\", \"1\", \"1e3\", \"0x1f\", \"1:30\", \".inf\", \"2026-11-23\"]",
                "[\"- a\", \"a: b\", \"a #b\", \"#a\", \"&a\", \"*a\", \"!a\", \"|\", \">\", \"%a\", \"@a\", \"`a\", \"'a\", \"\\\"a\"]",
                "[\"  a\", \"a \", \"a\\nb\", \"\\n\", \"\\t\", \"\\u0000\\u001b\\u007f\\u0085\\u2028\\ufeff\", \"ü €\", \"\\\\\"]",
                "{\"true\": 1, \"1\": 2, \"a b\": 3, \"\": 4, \"a:b\": 5}",
                "{\"topic\": \"a/b/+/#\", \"filter\": \"$share/g/#\", \"bind\": \"127.0.0.1:1883\"}"
            })
    void anIndependentReaderReadsWhatWasWritten(String json) throws IOException {
        Object value = Json.read(json);

        Object read = new org.yaml.snakeyaml.Yaml().load(Yaml.of(value));

        assertThat(Json.compact(read)).isEqualTo(Json.compact(value));
    }
}
