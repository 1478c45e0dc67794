package dev.stowage.verification.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class ManifestsTest {

    private static final List<String> SERVICES =
            List.of("gateway", "customer", "placement", "supplier");

    private static Manifests manifests;

    @BeforeAll
    static void build() throws Exception {
        manifests = Manifests.build("k8s/base");
    }

    @Test
    void everyFieldIsKnownToKubernetes() {
        assertThat(manifests.strangers()).isEmpty();
    }

    @Test
    void aMisspeltFieldIsFound() {
        Manifests wrong = Manifests.parse(deployment("replicas: 1", "failureTreshold: 3"));
        assertThat(wrong.strangers())
                .containsExactly(
                        "Deployment wrong.Spec.Template.Spec.Containers[0].ReadinessProbe.failureTreshold = 3");
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        assertThatThrownBy(
                        () -> Manifests.parse(deployment("replicas: many", "failureThreshold: 3")))
                .hasMessageContaining("many");
    }

    @Test
    void everyServiceRunsOnceOrMoreAndSuppliersAreEight() {
        assertThat(manifests.pods().keySet()).containsAll(SERVICES);
        assertThat(manifests.byName(StatefulSet.class).get("supplier").getSpec().getReplicas())
                .isEqualTo(8);
    }

    @Test
    void everyServiceIsProbedWhereItAnswers() {
        for (String service : SERVICES) {
            Container container = container(service);
            assertThat(container.getPorts())
                    .singleElement()
                    .satisfies(port -> assertThat(port.getName()).isEqualTo("http"))
                    .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(8080));
            assertThat(pathOf(container.getStartupProbe())).isEqualTo("/actuator/health/liveness");
            assertThat(pathOf(container.getLivenessProbe())).isEqualTo("/actuator/health/liveness");
            assertThat(pathOf(container.getReadinessProbe()))
                    .isEqualTo("/actuator/health/readiness");
        }
    }

    @Test
    void everySelectorMeetsPods() {
        Stream<Map<String, String>> ofServices =
                manifests.all(Service.class).map(it -> it.getSpec().getSelector());
        Stream<Map<String, String>> ofBudgets =
                manifests
                        .all(PodDisruptionBudget.class)
                        .map(it -> it.getSpec().getSelector().getMatchLabels());
        assertThat(Stream.concat(ofServices, ofBudgets))
                .allSatisfy(
                        selector ->
                                assertThat(manifests.pods().values())
                                        .anySatisfy(
                                                pod ->
                                                        assertThat(pod.getMetadata().getLabels())
                                                                .containsAllEntriesOf(selector)));
    }

    @Test
    void everyAddressInASettingIsAService() {
        Pattern address = Pattern.compile("//([a-z]+)(?::(\\d+))?");
        Map<String, Service> services = manifests.byName(Service.class);
        for (String name : SERVICES) {
            for (String value : manifests.environment(name).values()) {
                address.matcher(value)
                        .results()
                        .forEach(
                                found -> {
                                    assertThat(services).containsKey(found.group(1));
                                    int port =
                                            found.group(2) == null
                                                    ? 5432
                                                    : Integer.parseInt(found.group(2));
                                    assertThat(services.get(found.group(1)).getSpec().getPorts())
                                            .anySatisfy(
                                                    it -> assertThat(it.getPort()).isEqualTo(port));
                                });
            }
        }
    }

    @Test
    void everySettingReachesItsService() {
        for (String service : SERVICES) {
            Settings.bind(service, manifests.environment(service), Map.of());
        }
    }

    @Test
    void everySecretIsDrawnByTheLineInTheReadme() throws Exception {
        Set<String> used = new TreeSet<>();
        for (PodTemplateSpec pod : manifests.pods().values()) {
            for (EnvVar variable : pod.getSpec().getContainers().getFirst().getEnv()) {
                if (variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null) {
                    assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                            .isEqualTo("stowage");
                    used.add(variable.getValueFrom().getSecretKeyRef().getKey());
                }
            }
        }
        Set<String> drawn = new TreeSet<>();
        Pattern.compile("--from-literal=([a-z-]+)=")
                .matcher(Files.readString(Checkout.path("k8s/README.md")))
                .results()
                .forEach(found -> drawn.add(found.group(1)));
        assertThat(used).isEqualTo(drawn);
    }

    @Test
    void nobodyIsRootOrWritesOutsideOfItsVolumes() {
        for (PodTemplateSpec pod : manifests.pods().values()) {
            assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSpec().getEnableServiceLinks()).isFalse();
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSpec().getContainers())
                    .allSatisfy(
                            it -> {
                                assertThat(it.getSecurityContext().getReadOnlyRootFilesystem())
                                        .isTrue();
                                assertThat(it.getSecurityContext().getAllowPrivilegeEscalation())
                                        .isFalse();
                                assertThat(it.getSecurityContext().getCapabilities().getDrop())
                                        .containsExactly("ALL");
                            });
        }
    }

    private static String deployment(String inSpec, String inProbe) {
        return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: wrong}
        spec:
          %s
          template: {spec: {containers: [{name: service, readinessProbe: {%s}}]}}
        """
                .formatted(inSpec, inProbe);
    }

    private static Container container(String service) {
        return manifests.pods().get(service).getSpec().getContainers().getFirst();
    }

    private static String pathOf(Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        return probe.getHttpGet().getPath();
    }
}
