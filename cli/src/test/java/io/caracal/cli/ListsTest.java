package io.caracal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.cli.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Lists in pages, in the three formats. */
class ListsTest {
    private static final String PAGE_1 = """
            {"data": [{"clientid": "c1", "connected": true, "port": 1}, {"clientid": "c2", "connected": false, "port": 22}],
             "meta": {"page": 1, "limit": 2, "count": 3, "hasnext": true}}""";
    private static final String PAGE_2 = """
            {"meta": {"page": 2, "limit": 2, "count": 3, "hasnext": false},
             "data": [{"clientid": "a longer name", "connected": true, "port": 3}]}""";

    private StubApi api;
    private Terminal terminal;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        api = new StubApi();
        terminal = new Terminal(folder).variable("CARACAL_URL", api.url());
        api.answer("GET /api/v5/clients?", 200, PAGE_1).answer("GET /api/v5/clients?page=2", 200, PAGE_2);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aGroupByItselfListsItsFirstPageAndSaysThatThereIsMore() {
        int code = terminal.caracal("clients", "--fields", "clientid,connected,port");

        assertThat(code).isZero();
        assertThat(terminal.out()).isEqualTo("""
                CLIENTID  CONNECTED  PORT
                c1        true       1
                c2        false      22
                """);
        assertThat(terminal.err()).contains("2 of 3", "--page 2", "--all");
    }

    @Test
    void limitAndPageAreAskedFor() {
        terminal.caracal("clients", "list", "--limit", "2", "--page", "2");

        assertThat(api.targets()).containsExactly("GET /api/v5/clients?page=2&limit=2");
    }

    @Test
    void allAsksPageAfterPage() {
        terminal.caracal("clients", "--all", "-o", "json");

        assertThat(api.targets())
                .containsExactly("GET /api/v5/clients?page=1&limit=1000", "GET /api/v5/clients?page=2&limit=1000");
        assertThat(terminal.out().lines().filter(line -> line.contains("clientid")))
                .hasSize(3);
    }

    @Test
    void aCursorLeadsToTheNextPageWhereThereIsOne() {
        api.answer("GET /api/v5/clients?", 200, PAGE_1.replace("true}}", "true, \"cursor\": \"c2\"}}"));
        api.answer("GET /api/v5/clients?page=1&limit=1000&cursor=c2", 200, PAGE_2);

        terminal.caracal("clients", "--all");

        assertThat(api.last().target()).contains("cursor=c2");
        assertThat(terminal.out()).contains("a longer name");
    }

    @Test
    void jsonIsAnArrayOfWhatTheBrokerSaid() throws IOException {
        terminal.caracal("-o", "json", "clients");

        assertThat(Json.read(terminal.out()))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void yamlIsASequenceOfWhatTheBrokerSaid() {
        terminal.caracal("clients", "-o", "yaml", "--all");

        List<?> read = new Yaml().load(terminal.out());
        assertThat(read).hasSize(3);
    }

    @Test
    void filtersBecomeParameters() {
        terminal.caracal("clients", "list", "--like-clientid", "a b&c", "--clean-start", "false", "--ip", "::1");

        assertThat(api.last().target())
                .startsWith("GET /api/v5/clients?")
                .contains("like_clientid=a%20b%26c", "clean_start=false", "ip_address=%3A%3A1");
    }

    @Test
    void namesWithSlashesStayOneSegment() {
        api.answer("DELETE /api/v5/clients/", 204, "");

        int code = terminal.caracal("clients", "kick", "a/b?c");

        assertThat(code).isZero();
        assertThat(api.last().target()).isEqualTo("DELETE /api/v5/clients/a%2Fb%3Fc");
    }

    @Test
    void whatClientsNameThemselvesDoesNotReachTheTerminal() {
        api.answer("GET /api/v5/clients?", 200, "{\"data\": [{\"clientid\": \"\\u001b]0;gotcha\\u0007\\nx\"}]}");

        terminal.caracal("clients");

        assertThat(terminal.out()).contains("\\x1b]0;gotcha\\x07\\x0ax").doesNotContain("\u001b");
    }

    @Test
    void anEmptyListIsAHeadOnly() {
        api.answer("GET /api/v5/clients?", 200, "{\"data\": [], \"meta\": {\"hasnext\": false}}");

        terminal.caracal("clients", "--fields", "clientid");

        assertThat(terminal.out()).isEqualTo("CLIENTID\n");
    }
}
