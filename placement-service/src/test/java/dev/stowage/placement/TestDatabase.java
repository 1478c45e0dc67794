package dev.stowage.placement;

import dev.stowage.database.DatabaseSettings;
import dev.stowage.database.DurableDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// Placement's database with its entities, without a Spring context.
public final class TestDatabase implements AutoCloseable {

    private final DurableDataSource dataSource;
    private final LocalContainerEntityManagerFactoryBean factory;
    private final JpaRepositoryFactory repositories;
    private final TransactionOperations writing;

    private TestDatabase(DurableDataSource dataSource) {
        this.dataSource = dataSource;
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/placement")
                .load()
                .migrate();
        factory = new LocalContainerEntityManagerFactoryBean();
        factory.setDataSource(dataSource);
        factory.setPackagesToScan("dev.stowage.placement");
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setJpaPropertyMap(
                Map.of(
                        "hibernate.physical_naming_strategy",
                        "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl"));
        factory.afterPropertiesSet();
        var managers = Objects.requireNonNull(factory.getObject());
        writing = new TransactionTemplate(new JpaTransactionManager(managers));
        repositories =
                new JpaRepositoryFactory(
                        SharedEntityManagerCreator.createSharedEntityManager(managers));
    }

    /// @param file of H2, made if absent
    public static TestDatabase open(Path file) throws SQLException {
        return new TestDatabase(DurableDataSource.open(DatabaseSettings.file(file)));
    }

    public <R> R repository(Class<R> type) {
        return repositories.getRepository(type);
    }

    /// Statements that take part in the transaction of the calling thread.
    public JdbcOperations statements() {
        return new JdbcTemplate(dataSource);
    }

    public TransactionOperations writing() {
        return writing;
    }

    @Override
    public void close() {
        factory.destroy();
        dataSource.close();
    }
}
