package io.caracal.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private final List<Connection> opened = new ArrayList<>();
    private final Set<Connection> closed = new HashSet<>();
    private final OpenConnections connections = new OpenConnections(this::connection);

    private Connection connection() {
        Connection made = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "close" -> closed.add((Connection) self) ? null : null;
                    case "isClosed" -> closed.contains((Connection) self);
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        opened.add(made);
        return made;
    }

    @Test
    void closesWhatIsOpen() throws SQLException {
        connections.open().close();
        connections.open();
        connections.open();

        connections.close();

        assertThat(closed).containsExactlyInAnyOrderElementsOf(opened);
    }

    @Test
    void closesWhatArrivesTooLate() throws SQLException {
        connections.close();

        assertThatExceptionOfType(SQLException.class).isThrownBy(connections::open);
        assertThat(closed).containsExactlyElementsOf(opened).hasSize(1);
    }
}
