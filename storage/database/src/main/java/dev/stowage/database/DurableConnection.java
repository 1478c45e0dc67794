package dev.stowage.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection whose commits return when what they wrote is on the disk.
///
/// It notes whether anything but a query ran since the last commit, so that reading costs no flush.
final class DurableConnection implements InvocationHandler {

    private final Connection connection;
    private final GroupCheckpoint checkpoint;
    private boolean written;

    private DurableConnection(Connection connection, GroupCheckpoint checkpoint) {
        this.connection = connection;
        this.checkpoint = checkpoint;
    }

    static Connection of(Connection connection, GroupCheckpoint checkpoint) {
        return proxy(Connection.class, new DurableConnection(connection, checkpoint));
    }

    @Override
    public @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "commit" -> commit(() -> call(connection, method, arguments));
            case "setAutoCommit" -> setAutoCommit(method, arguments);
            case "rollback" -> rollback(method, arguments);
            case "createStatement" ->
                    statement(Statement.class, call(connection, method, arguments));
            case "prepareStatement" ->
                    statement(PreparedStatement.class, call(connection, method, arguments));
            case "prepareCall" ->
                    statement(CallableStatement.class, call(connection, method, arguments));
            default -> call(connection, method, arguments);
        };
    }

    private @Nullable Object commit(GroupCheckpoint.Flush commit) throws SQLException {
        if (written) {
            checkpoint.commit(commit);
            written = false;
        } else {
            checkpoint.commitReading(commit);
        }
        return null;
    }

    /// Turning it on commits (JDBC 4.3, Connection.setAutoCommit).
    private @Nullable Object setAutoCommit(Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        if (written) {
            return commit(() -> call(connection, method, arguments));
        }
        return call(connection, method, arguments);
    }

    private @Nullable Object rollback(Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        Object nothing = call(connection, method, arguments);
        boolean toSavepoint = arguments != null && arguments.length > 0;
        written = written && toSavepoint;
        return nothing;
    }

    private <S extends Statement> S statement(Class<S> type, @Nullable Object statement) {
        S target = type.cast(Objects.requireNonNull(statement));
        return proxy(type, (_, method, arguments) -> invokeStatement(target, method, arguments));
    }

    private @Nullable Object invokeStatement(
            Statement statement, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        boolean writes =
                method.getName().startsWith("execute") && !method.getName().equals("executeQuery");
        if (!writes) {
            return call(statement, method, arguments);
        }
        if (!connection.getAutoCommit()) {
            written = true;
            return call(statement, method, arguments);
        }
        @Nullable Object[] result = new @Nullable Object[1];
        checkpoint.commit(() -> result[0] = call(statement, method, arguments));
        return result[0];
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(
            Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new SQLException(failed.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("JDBC's methods are public", impossible);
        }
    }
}
