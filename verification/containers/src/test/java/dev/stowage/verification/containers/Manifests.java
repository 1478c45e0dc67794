package dev.stowage.verification.containers;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `kubectl kustomize` makes of a directory, document by document.
record Manifests(List<HasMetadata> documents) {

    private static final String A_SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    /// Builds a kustomization with the `kubectl` of this machine.
    static Manifests build(String directory) throws IOException, InterruptedException {
        return parse(Command.run("kubectl", "kustomize", Checkout.path(directory).toString()));
    }

    static Manifests parse(String yaml) {
        var serialization = new KubernetesSerialization();
        return new Manifests(
                Arrays.stream(yaml.split("(?m)^---$"))
                        .filter(document -> !document.isBlank())
                        .<HasMetadata>map(serialization::unmarshal)
                        .toList());
    }

    /// Fields that Kubernetes does not know, or whose values have the wrong type: where they stand,
    /// and what they say.
    List<String> strangers() {
        return documents.stream()
                .flatMap(
                        document ->
                                Strangers.in(
                                        document.getKind() + " " + document.getMetadata().getName(),
                                        document))
                .toList();
    }

    <T extends HasMetadata> Stream<T> all(Class<T> kind) {
        return documents.stream().filter(kind::isInstance).map(kind::cast);
    }

    <T extends HasMetadata> Map<String, T> byName(Class<T> kind) {
        return all(kind)
                .collect(
                        Collectors.toMap(
                                document -> document.getMetadata().getName(), Function.identity()));
    }

    /// The pods of every workload, by its name.
    Map<String, PodTemplateSpec> pods() {
        Stream<Map.Entry<String, PodTemplateSpec>> deployments =
                all(Deployment.class)
                        .map(
                                it ->
                                        Map.entry(
                                                it.getMetadata().getName(),
                                                it.getSpec().getTemplate()));
        Stream<Map.Entry<String, PodTemplateSpec>> sets =
                all(StatefulSet.class)
                        .map(
                                it ->
                                        Map.entry(
                                                it.getMetadata().getName(),
                                                it.getSpec().getTemplate()));
        return Stream.concat(deployments, sets)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// What a service is told by environment variables; secrets are all the same 32 bytes.
    Map<String, String> environment(String service) {
        Container container = pods().get(service).getSpec().getContainers().getFirst();
        Map<String, ConfigMap> maps = byName(ConfigMap.class);
        Map<String, String> environment = new TreeMap<>();
        for (EnvFromSource source : container.getEnvFrom()) {
            environment.putAll(maps.get(source.getConfigMapRef().getName()).getData());
        }
        for (EnvVar variable : container.getEnv()) {
            environment.put(
                    variable.getName(),
                    variable.getValueFrom() == null ? variable.getValue() : A_SECRET);
        }
        return environment;
    }
}
