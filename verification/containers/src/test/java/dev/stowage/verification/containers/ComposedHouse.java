package dev.stowage.verification.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.DockerComposeContainer;
import org.testcontainers.containers.output.FrameConsumerResultCallback;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.output.ToStringConsumer;
import org.testcontainers.containers.wait.strategy.Wait;

/// The house that `docker-compose.yml` describes, built from this checkout and started under a name
/// of its own, with all of its ports free ones.
///
/// Testcontainers' newer class for this needs `docker compose`, which not every engine has.
@SuppressWarnings("deprecation")
final class ComposedHouse implements AutoCloseable {

    /// `.ci/run` removes by this word what a killed run left behind.
    private static final String PROJECT = "stowagetest";

    /// A busy machine starts twelve JVMs slowly.
    private static final Duration START_TIMEOUT = Duration.ofMinutes(10);

    private final DockerComposeContainer<?> compose;

    private ComposedHouse(DockerComposeContainer<?> compose) {
        this.compose = compose;
    }

    /// What is done with a house while it stands.
    @FunctionalInterface
    interface Scenario {
        void play(ComposedHouse house) throws Exception;
    }

    /// Builds the images, starts everything, plays when the gateway says that it is ready, and
    /// takes all away again. A failure bears the ends of all logs.
    ///
    /// @param suppliers how many containers of the service `supplier`
    static void play(int suppliers, Scenario scenario) throws Exception {
        List<String> services = List.copyOf(ComposeFile.read().services().keySet());
        try (var house = new ComposedHouse(composed(services, suppliers))) {
            try {
                house.compose.start();
                scenario.play(house);
            } catch (Exception | AssertionError e) {
                e.addSuppressed(new IllegalStateException(house.lastWords()));
                throw e;
            }
        }
    }

    private static DockerComposeContainer<?> composed(List<String> services, int suppliers) {
        return new DockerComposeContainer<>(PROJECT, Checkout.path("docker-compose.yml").toFile())
                .withServices(services.toArray(String[]::new))
                .withScaledService("supplier", suppliers)
                .withBuild(true)
                .withPull(false)
                .withEnv(
                        Map.of(
                                "STOWAGE_PORT", "0",
                                "STOWAGE_VERSION", "test",
                                "STOWAGE_JVM", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"))
                .withStartupTimeout(START_TIMEOUT)
                .waitingFor("gateway", Wait.forHealthcheck().withStartupTimeout(START_TIMEOUT));
    }

    /// Where the gateway answers on this machine.
    URI gateway() {
        ContainerState gateway = compose.getContainerByServiceName("gateway").orElseThrow();
        Ports.Binding[] bindings =
                gateway
                        .getContainerInfo()
                        .getNetworkSettings()
                        .getPorts()
                        .getBindings()
                        .values()
                        .stream()
                        .flatMap(Arrays::stream)
                        .toArray(Ports.Binding[]::new);
        return URI.create("http://127.0.0.1:" + bindings[0].getHostPortSpec());
    }

    /// Ends a container at once, as a loss of power would. It does not come back.
    ///
    /// @param host the name that it gave itself: by default a container is called by the beginning
    ///   of its id
    void kill(String host) {
        docker().killContainerCmd(host).exec();
    }

    /// The ends of all logs.
    String lastWords() {
        StringBuilder words = new StringBuilder();
        for (Container container : containers()) {
            words.append("\n== ")
                    .append(container.getNames()[0])
                    .append(' ')
                    .append(container.getStatus())
                    .append('\n');
            words.append(lastWords(container.getId()));
        }
        return words.toString();
    }

    private static String lastWords(String container) {
        var text = new ToStringConsumer();
        try (var lines = new FrameConsumerResultCallback()) {
            lines.addConsumer(OutputFrame.OutputType.STDOUT, text);
            lines.addConsumer(OutputFrame.OutputType.STDERR, text);
            docker().logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(20)
                    .exec(lines);
            lines.awaitCompletion(10, TimeUnit.SECONDS);
            return text.toUtf8String();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(interrupted)";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<Container> containers() {
        return docker().listContainersCmd()
                .withShowAll(true)
                .withNameFilter(List.of("^/?" + PROJECT))
                .exec();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public void close() {
        compose.stop();
    }
}
