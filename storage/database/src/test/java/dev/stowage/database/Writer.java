package dev.stowage.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A process that writes one note after the other, says each number when it is durable, and waits
/// to be killed.
final class Writer {

    private Writer() {}

    public static void main(String[] arguments) throws SQLException {
        DurableDataSource dataSource =
                DurableDataSource.open(DatabaseSettings.file(Path.of(arguments[0])));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists note (id bigint primary key, content varchar(20))");
        }
        long next = count(dataSource);
        while (true) {
            write(dataSource, next);
            System.out.println("durable " + next);
            System.out.flush();
            next++;
        }
    }

    private static void write(DurableDataSource dataSource, long id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into note values (?, ?)")) {
            connection.setAutoCommit(false);
            insert.setLong(1, id);
            insert.setString(2, "note " + id);
            insert.executeUpdate();
            connection.commit();
        }
    }

    static long count(DurableDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from note")) {
            result.next();
            return result.getLong(1);
        }
    }
}
