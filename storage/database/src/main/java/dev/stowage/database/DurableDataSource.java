package dev.stowage.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A pool of connections on which a commit is durable when it returns.
///
/// PostgreSQL does so by itself. H2 only promises to write within half a second and never flushes:
/// here each commit that wrote is followed by a `CHECKPOINT SYNC`, which concurrent commits share.
public final class DurableDataSource extends DelegatingDataSource implements AutoCloseable {

    /// No writing behind our back: H2's own writer hands pages to other threads, and a checkpoint
    /// beside it finds nothing to write and flushes too early. The process' own end closes the
    /// database, in order.
    private static final String H2_OPTIONS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=5000;RETENTION_TIME=0";

    private static final Logger LOG = LoggerFactory.getLogger(DurableDataSource.class);

    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;
    private static final long VALIDATION_TIMEOUT_MILLIS = 2_000;
    private static final long IDLE_TIMEOUT_MILLIS = 60_000;
    private static final String POSTGRESQL_SOCKET_TIMEOUT_SECONDS = "30";
    private static final String POSTGRESQL_CONNECT_TIMEOUT_SECONDS = "5";

    private final HikariDataSource pool;
    private final DataSource plain;
    private final @Nullable GroupCheckpoint checkpoint;
    private final @Nullable Connection checkpointing;
    private final @Nullable LengthMark mark;

    private DurableDataSource(
            HikariDataSource pool,
            DataSource plain,
            @Nullable GroupCheckpoint checkpoint,
            @Nullable Connection checkpointing,
            @Nullable LengthMark mark) {
        super(pool);
        this.pool = pool;
        this.plain = plain;
        this.checkpoint = checkpoint;
        this.checkpointing = checkpointing;
        this.mark = mark;
    }

    /// Opens the database, an H2 file is made if absent.
    ///
    /// @throws SQLException if it cannot be opened, another process has it open, or its file is
    ///   damaged or shorter than it was when it was closed: it is left as it is then
    public static DurableDataSource open(DatabaseSettings settings) throws SQLException {
        return settings.isH2() ? openH2(settings) : openServer(settings);
    }

    private static DurableDataSource openH2(DatabaseSettings settings) throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(settings.url() + H2_OPTIONS);
        h2.setUser(settings.user());
        h2.setPassword(settings.password());
        Path file = settings.databaseFile().orElse(null);
        LengthMark mark = file == null ? null : new LengthMark(file);
        if (file != null && mark != null) {
            mark.requireWhole();
            prepare(file, settings.h2Name().orElseThrow());
            mark.open();
        }
        Connection own = h2.getConnection();
        writeOnlyAtCheckpoints(own);
        GroupCheckpoint checkpoint = new GroupCheckpoint(settings.name(), () -> flush(own));
        HikariDataSource pool = newPool(settings);
        pool.setDataSource(new CheckpointedDataSource(h2, checkpoint));
        return new DurableDataSource(pool, h2, checkpoint, own, mark);
    }

    private static void prepare(Path file, String name) throws SQLException {
        CheckedFiles.register();
        try {
            FreshFile.makeIfAbsent(file);
        } catch (IOException failed) {
            throw new SQLException(
                    "the database %s cannot be used: %s".formatted(file, failed.getMessage()),
                    failed);
        }
        new Examination(name, file).run();
    }

    private static DurableDataSource openServer(DatabaseSettings settings) throws SQLException {
        HikariDataSource pool = newPool(settings);
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.addDataSourceProperty("socketTimeout", POSTGRESQL_SOCKET_TIMEOUT_SECONDS);
        pool.addDataSourceProperty("connectTimeout", POSTGRESQL_CONNECT_TIMEOUT_SECONDS);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.setConnectionInitSql("SET synchronous_commit = on");
        warnOfUnprovedPages(pool);
        return new DurableDataSource(pool, pool, null, null, null);
    }

    /// PostgreSQL proves its pages only if it was told to when its cluster was made.
    private static void warnOfUnprovedPages(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW data_checksums")) {
            if (answer.next() && !answer.getString(1).equals("on")) {
                LOG.warn(
                        "PostgreSQL at {} has no data checksums: a flipped bit on its disk can be read as if it were good; see docs/operations.md",
                        pool.getPoolName());
            }
        } catch (SQLException failed) {
            pool.close();
            throw failed;
        }
    }

    /// With `WRITE_DELAY=0` every commit would write a chunk of its own before the checkpoint that
    /// it shares with others; below zero, which only the store itself takes, nothing is written
    /// before the checkpoint.
    private static void writeOnlyAtCheckpoints(Connection connection) throws SQLException {
        SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        session.getDatabase().getStore().getMvStore().setAutoCommitDelay(-1);
    }

    private static HikariDataSource newPool(DatabaseSettings settings) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(settings.name());
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        pool.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        pool.setInitializationFailTimeout(CONNECTION_TIMEOUT_MILLIS);
        return pool;
    }

    private static void flush(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    /// Connections that do not wait for the disk, for migrations: [#flush] follows them.
    DataSource dangerouslyVolatile() {
        return plain;
    }

    /// Makes durable what [#dangerouslyVolatile] connections wrote.
    void flush() throws SQLException {
        if (checkpoint != null) {
            checkpoint.commit(() -> {});
        }
    }

    /// Closes all connections and, in order, the H2 file.
    @Override
    public void close() {
        pool.close();
        if (checkpoint == null || checkpointing == null) {
            return;
        }
        checkpoint.close();
        try (checkpointing;
                Statement statement = checkpointing.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException failed) {
            throw new IllegalStateException("the database could not be closed in order", failed);
        }
        noteLength();
    }

    private void noteLength() {
        if (mark == null) {
            return;
        }
        try {
            mark.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("the length of the database could not be noted", failed);
        }
    }

    /// H2's connections, each made durable.
    private static final class CheckpointedDataSource extends DelegatingDataSource {

        private final GroupCheckpoint checkpoint;

        CheckpointedDataSource(DataSource h2, GroupCheckpoint checkpoint) {
            super(h2);
            this.checkpoint = checkpoint;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return DurableConnection.of(super.getConnection(), checkpoint);
        }
    }
}
