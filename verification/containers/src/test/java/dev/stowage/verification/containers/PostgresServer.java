package dev.stowage.verification.containers;

import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// PostgreSQL as `docker-compose.yml` has it, empty, on a port of this machine.
final class PostgresServer implements AutoCloseable {

    private static final String IMAGE = "postgres:15";
    private static final int PORT = 5432;
    private static final String NAME = "stowage";

    private final GenericContainer<?> container;

    PostgresServer() {
        container =
                new GenericContainer<>(IMAGE)
                        .withEnv("POSTGRES_DB", NAME)
                        .withEnv("POSTGRES_USER", NAME)
                        .withEnv("POSTGRES_PASSWORD", NAME)
                        .withExposedPorts(PORT)
                        // `.ci/run` removes by this word what a killed run left behind
                        .withCreateContainerCmdModifier(
                                command -> command.withName("stowagetest-" + UUID.randomUUID()))
                        .waitingFor(
                                Wait.forSuccessfulCommand(
                                        "pg_isready --quiet --host=127.0.0.1 --username=" + NAME));
        container.start();
    }

    /// For placement.
    Map<String, Object> settings() {
        return Map.of(
                "spring.datasource.url",
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(container.getHost(), container.getMappedPort(PORT), NAME),
                "spring.datasource.username",
                NAME,
                "spring.datasource.password",
                NAME);
    }

    @Override
    public void close() {
        container.stop();
    }
}
