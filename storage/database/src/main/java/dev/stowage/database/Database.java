package dev.stowage.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/// An open database with its tables up to date, for object graphs without a Spring context:
/// entities, repositories and transactions that are durable when they return.
public final class Database implements AutoCloseable {

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);

    private final DurableDataSource dataSource;
    private final LocalContainerEntityManagerFactoryBean factoryBean;
    private final EntityManagerFactory factory;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;
    private final JpaRepositoryFactory repositories;

    private Database(
            DurableDataSource dataSource, LocalContainerEntityManagerFactoryBean factoryBean) {
        this.dataSource = dataSource;
        this.factoryBean = factoryBean;
        this.factory = Objects.requireNonNull(factoryBean.getObject());
        JpaTransactionManager manager = new JpaTransactionManager(factory);
        this.writing = newTemplate(manager, false);
        this.reading = newTemplate(manager, true);
        this.repositories =
                new JpaRepositoryFactory(
                        SharedEntityManagerCreator.createSharedEntityManager(factory));
    }

    /// Opens an H2 file, made if absent.
    ///
    /// @param migrations Flyway's location on the class path, as in `db/supplier`
    /// @param entityPackages where the entities are
    public static Database open(Path file, String migrations, String... entityPackages)
            throws SQLException {
        return open(DatabaseSettings.file(file), migrations, entityPackages);
    }

    /// Opens a database and brings its tables up to date.
    ///
    /// @throws SQLException if it cannot be opened, or another process has its file open
    public static Database open(
            DatabaseSettings settings, String migrations, String... entityPackages)
            throws SQLException {
        DurableDataSource dataSource = DurableDataSource.open(settings);
        try {
            migrate(dataSource, migrations);
            return new Database(dataSource, newFactory(settings, dataSource, entityPackages));
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

    private static LocalContainerEntityManagerFactoryBean newFactory(
            DatabaseSettings settings, DurableDataSource dataSource, String... entityPackages) {
        LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
        bean.setPersistenceUnitName(settings.name());
        bean.setDataSource(dataSource);
        bean.setPackagesToScan(entityPackages);
        bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        bean.setJpaPropertyMap(
                Map.of(
                        "hibernate.physical_naming_strategy",
                        "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl"));
        bean.afterPropertiesSet();
        return bean;
    }

    private static TransactionTemplate newTemplate(
            JpaTransactionManager manager, boolean readOnly) {
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setReadOnly(readOnly);
        template.setTimeout((int) TRANSACTION_TIMEOUT.toSeconds());
        return template;
    }

    public DurableDataSource dataSource() {
        return dataSource;
    }

    public EntityManagerFactory entityManagerFactory() {
        return factory;
    }

    /// An entity manager that takes part in the transaction of the calling thread.
    public EntityManager entityManager() {
        return SharedEntityManagerCreator.createSharedEntityManager(factory);
    }

    /// Transactions that write: durable when `execute` returns.
    public TransactionTemplate writing() {
        return writing;
    }

    /// Transactions that only read; they cost no flush.
    public TransactionTemplate reading() {
        return reading;
    }

    /// A Spring Data repository over this database.
    public <R> R repository(Class<R> type) {
        return repositories.getRepository(type);
    }

    @Override
    public void close() {
        try {
            factoryBean.destroy();
        } finally {
            dataSource.close();
        }
    }
}
