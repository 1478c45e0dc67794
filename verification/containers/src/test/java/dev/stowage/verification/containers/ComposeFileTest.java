package dev.stowage.verification.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ComposeFileTest {

    private static final List<String> SERVICES =
            List.of("gateway", "customer", "placement", "supplier");

    private static ComposeFile file;

    @BeforeAll
    static void read() throws IOException {
        file = ComposeFile.read();
    }

    @Test
    void usesOnlyWhatOldAndNewComposeKnow() {
        assertThat(file.all().keySet())
                .allMatch(
                        it ->
                                it.startsWith("x-")
                                        || List.of("services", "networks", "volumes").contains(it));
        assertThat(file.services().values()).allSatisfy(it -> assertThat(it).containsKey("image"));
    }

    @Test
    void buildsEveryServiceFromTheOneDockerfile() {
        for (String service : SERVICES) {
            Map<?, ?> build = (Map<?, ?>) file.services().get(service).get("build");
            assertThat(build.get("context")).isEqualTo(".");
            assertThat(build.get("args"))
                    .asInstanceOf(MAP)
                    .containsEntry("SERVICE", service + "-service");
        }
    }

    @Test
    void opensNothingButTheGatewayAndThatToThisMachineOnly() {
        assertThat(file.services().keySet())
                .allSatisfy(
                        service -> {
                            if (service.equals("gateway")) {
                                assertThat(file.list(service, "ports"))
                                        .containsExactly(
                                                "${STOWAGE_BIND:-127.0.0.1}:${STOWAGE_PORT:-8080}:8080");
                            } else {
                                assertThat(file.list(service, "ports")).isEmpty();
                            }
                        });
    }

    @Test
    void showsEveryServiceItsOwnSecretsOnly() {
        for (String service : List.of("customer", "placement", "postgres", "supplier")) {
            assertThat(file.list(service, "volumes"))
                    .filteredOn(it -> it.contains("secrets"))
                    .containsExactly("secrets-of-" + service + ":/secrets:ro");
        }
        assertThat(file.list("gateway", "volumes")).isEmpty();
    }

    @Test
    void declaresEveryVolumeThatItMounts() {
        assertThat(file.services().keySet())
                .allSatisfy(
                        service ->
                                assertThat(file.list(service, "volumes"))
                                        .allSatisfy(
                                                it ->
                                                        assertThat(file.section("volumes"))
                                                                .containsKey(
                                                                        it.substring(
                                                                                0,
                                                                                it.indexOf(':')))));
    }

    @Test
    void letsAllSuppliersShareOneVolume() {
        assertThat(file.list("supplier", "volumes")).contains("suppliers:/data");
        assertThat(file.environment("supplier")).containsEntry("STOWAGE_SUPPLIER_DATA", "/data");
    }
}
