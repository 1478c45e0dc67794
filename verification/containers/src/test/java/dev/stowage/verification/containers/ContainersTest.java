package dev.stowage.verification.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("containers")
class ContainersTest {

    private static final int FILE_BYTES = 20_000_000;

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void readsAFileAfterTwoOfItsFourSuppliersWereKilled() throws Exception {
        byte[] content = new byte[FILE_BYTES];
        new Random(2).nextBytes(content);
        ComposedHouse.play(
                8,
                house -> {
                    try (var client = new GatewayClient(house.gateway())) {
                        client.register("correct horse battery", 4, Duration.ofMinutes(5));
                        client.put("photos/sea.raw", content);
                        client.awaitDeliveries();
                        assertThat(client.get("photos/sea.raw")).isEqualTo(content);

                        Set<String> hosts = hosts(client.suppliers());
                        assertThat(hosts).hasSize(4);
                        hosts.stream().limit(2).forEach(house::kill);

                        assertThat(client.get("photos/sea.raw")).isEqualTo(content);
                    }
                });
    }

    private static Set<String> hosts(JsonNode positions) {
        Set<String> hosts = new LinkedHashSet<>();
        positions.forEach(it -> hosts.add(URI.create(it.get("url").asText()).getHost()));
        return hosts;
    }
}
