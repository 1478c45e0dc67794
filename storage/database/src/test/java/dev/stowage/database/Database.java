package dev.stowage.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// An open database with its tables up to date, without a Spring context: statements and
/// transactions that are durable when they return.
public final class Database implements AutoCloseable {

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);

    private final DurableDataSource dataSource;
    private final JdbcClient client;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;

    private Database(DurableDataSource dataSource) {
        this.dataSource = dataSource;
        this.client = JdbcClient.create(dataSource);
        JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
        this.writing = newTemplate(manager, false);
        this.reading = newTemplate(manager, true);
    }

    private static TransactionTemplate newTemplate(
            JdbcTransactionManager manager, boolean readOnly) {
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setReadOnly(readOnly);
        template.setTimeout((int) TRANSACTION_TIMEOUT.toSeconds());
        return template;
    }

    /// Opens an H2 file, made if absent.
    ///
    /// @param migrations Flyway's location on the class path, as in `db/example`
    public static Database open(Path file, String migrations) throws SQLException {
        return open(DatabaseSettings.file(file), migrations);
    }

    /// Opens a database and brings its tables up to date.
    ///
    /// @throws SQLException if it cannot be opened, or another process has its file open
    public static Database open(DatabaseSettings settings, String migrations) throws SQLException {
        DurableDataSource dataSource = DurableDataSource.open(settings);
        try {
            migrate(dataSource, migrations);
            return new Database(dataSource);
        } catch (SQLException | RuntimeException failed) {
            dataSource.close();
            throw failed;
        }
    }

    private static void migrate(DurableDataSource dataSource, String migrations)
            throws SQLException {
        Flyway.configure()
                .dataSource(dataSource.dangerouslyVolatile())
                .locations("classpath:" + migrations)
                .load()
                .migrate();
        dataSource.flush();
    }

    /// Statements that take part in the transaction of the calling thread, or are one of their own.
    public JdbcClient client() {
        return client;
    }

    /// Transactions that write: durable when `execute` returns.
    public TransactionTemplate writing() {
        return writing;
    }

    /// Transactions that only read; they cost no flush.
    public TransactionTemplate reading() {
        return reading;
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
