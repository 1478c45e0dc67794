package dev.stowage.gateway.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.wire.ApiClients;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomerReplicasTest {

    private static final List<URI> THREE =
            List.of(
                    URI.create("http://127.0.0.1:1001"),
                    URI.create("http://127.0.0.1:1002"),
                    URI.create("http://127.0.0.1:1003"));

    private final ApiClients clients =
            new ApiClients(Duration.ofSeconds(1), ObservationRegistry.NOOP);
    private final CustomerReplicas replicas =
            new CustomerReplicas(THREE, clients, CustomerReplicas.newBreakers(), Clock.systemUTC());

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void anAccountAlwaysPrefersTheSameCustomerServiceAndAllAreUsed() {
        Set<URI> used = new HashSet<>();
        for (int account = 0; account < 100; account++) {
            String session = "Bearer s1." + account + ".x";
            URI first = replicas.relay(session, ReplicaClient::base);
            assertThat(replicas.relay(session, ReplicaClient::base)).isEqualTo(first);
            assertThat(replicas.relay(basic(account), ReplicaClient::base)).isEqualTo(first);
            used.add(first);
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(THREE);
    }

    @Test
    void theNextOneIsAskedWhenTheFirstIsAway() {
        List<URI> asked = new ArrayList<>();

        URI answered =
                replicas.relay(
                        null,
                        replica -> {
                            asked.add(replica.base());
                            if (asked.size() < 3) {
                                throw new Fault(FaultCode.SERVICE_AWAY, "away");
                            }
                            return replica.base();
                        });

        assertThat(asked).hasSize(3).doesNotHaveDuplicates().last().isEqualTo(answered);
    }

    @Test
    void nobodyElseIsAskedOnceTheBodyWasTouched() {
        List<URI> asked = new ArrayList<>();

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(
                        () ->
                                replicas.relay(
                                        null,
                                        replica -> {
                                            asked.add(replica.base());
                                            throw new Fault(
                                                    FaultCode.SERVICE_AWAY,
                                                    "away",
                                                    new BodyTouched(new IOException()));
                                        }));

        assertThat(asked).hasSize(1);
    }

    @Test
    void anAnswerIsAnAnswerEvenIfItIsAFault() {
        List<URI> asked = new ArrayList<>();

        assertThatExceptionOfType(Fault.class)
                .isThrownBy(
                        () ->
                                replicas.relay(
                                        null,
                                        replica -> {
                                            asked.add(replica.base());
                                            throw new Fault(FaultCode.QUOTA_EXCEEDED, "full");
                                        }))
                .extracting(Fault::code)
                .isEqualTo(FaultCode.QUOTA_EXCEEDED);

        assertThat(asked).hasSize(1);
    }

    @Test
    void oneThatIsAwayAgainAndAgainIsNotAskedAnyMore() {
        URI first = replicas.relay(null, ReplicaClient::base);
        for (int i = 0; i < 5; i++) {
            replicas.relay(
                    null,
                    replica -> {
                        if (replica.base().equals(first)) {
                            throw new Fault(FaultCode.SERVICE_AWAY, "away");
                        }
                        return true;
                    });
        }

        assertThat(replicas.relay(null, ReplicaClient::base)).isNotEqualTo(first);
    }

    @Test
    void whenAllAreAwayItSaysSo() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(
                        () ->
                                replicas.relay(
                                        null,
                                        _ -> {
                                            throw new Fault(FaultCode.SERVICE_AWAY, "away");
                                        }))
                .extracting(Fault::code)
                .isEqualTo(FaultCode.SERVICE_AWAY);
    }

    @Test
    void noAuthorizationTripsTheChoice() {
        for (String authorization :
                List.of(
                        "",
                        "Basic",
                        "Basic !!!",
                        "Basic " + encode("no colon"),
                        "Bearer s1.",
                        "x")) {
            assertThat(replicas.relay(authorization, ReplicaClient::base)).isIn(THREE);
        }
    }

    private static String basic(int account) {
        return "Basic " + encode(account + ":password");
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
