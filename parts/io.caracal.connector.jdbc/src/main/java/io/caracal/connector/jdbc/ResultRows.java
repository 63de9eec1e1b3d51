package io.caracal.connector.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows as maps whose values are classes of the JDK, so that nobody who keeps them keeps the driver. */
final class ResultRows {
    private ResultRows() {}

    static List<Map<String, @Nullable Object>> read(ResultSet result) throws SQLException {
        List<String> labels = labels(result.getMetaData());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < labels.size(); i++) {
                // Of two columns of one name the first counts, as in SQL's own clients.
                row.putIfAbsent(labels.get(i), value(result, i + 1));
            }
            rows.add(Collections.unmodifiableMap(row));
        }
        return Collections.unmodifiableList(rows);
    }

    private static List<String> labels(ResultSetMetaData meta) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            labels.add(meta.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return labels;
    }

    private static @Nullable Object value(ResultSet result, int column) throws SQLException {
        return switch (result.getObject(column)) {
            case null -> null;
            case String text -> text;
            case Boolean bool -> bool;
            case byte[] bytes -> bytes;
            case Timestamp timestamp -> timestamp.toLocalDateTime();
            case Date date -> date.toLocalDate();
            case Time time -> time.toLocalTime();
            case UUID uuid -> uuid.toString();
            case Blob blob -> blob.getBytes(1, Math.toIntExact(blob.length()));
            case Array array -> elements(array);
            case Object value when value.getClass().getModule().equals(Object.class.getModule()) -> value;
            default -> result.getString(column);
        };
    }

    private static Object elements(Array array) throws SQLException {
        return array.getArray() instanceof Object[] elements
                ? Collections.unmodifiableList(Arrays.asList(elements))
                : String.valueOf(array);
    }
}
