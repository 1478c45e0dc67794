package dev.stowage.verification.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.CustomerProperties;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void everySettingInTheComposeFileReachesItsService() throws Exception {
        ComposeFile file = ComposeFile.read();
        for (String service : Settings.services()) {
            Settings.bind(service, file.environment(service), file.secrets(service));
        }
        assertThat(
                        Settings.bind(
                                "customer", file.environment("customer"), file.secrets("customer")))
                .isInstanceOfSatisfying(
                        CustomerProperties.class,
                        it -> {
                            assertThat(it.placementUrl())
                                    .isEqualTo(URI.create("http://placement:8080"));
                            assertThat(it.joinCode()).isNotBlank();
                            assertThat(it.pepper()).isNotBlank();
                        });
    }

    @Test
    void aMisspeltVariableIsFound() {
        assertThatThrownBy(() -> bind("gateway", "STOWAGE_GATEWAY_CUSTOMER", "http://a:1"))
                .hasStackTraceContaining("stowage.gateway.customer");
        assertThatThrownBy(() -> bind("supplier", "STOWAGE_SUPPLYER_DATA", "/data"))
                .hasMessageContaining("STOWAGE_SUPPLYER_DATA");
    }

    @Test
    void aMisspeltFileIsFound() {
        Map<String, String> files = Map.of("stowage.placement.bootstrap-cod", "a");
        assertThatThrownBy(() -> Settings.bind("placement", Map.of(), files))
                .hasStackTraceContaining("stowage.placement.bootstrap-cod");
    }

    @Test
    void aValueThatCannotBeReadIsFound() {
        assertThatThrownBy(() -> bind("supplier", "STOWAGE_SUPPLIER_CAPACITY", "much"))
                .hasStackTraceContaining("much");
    }

    private static Object bind(String service, String variable, String value) {
        return Settings.bind(service, Map.of(variable, value), Map.of());
    }
}
