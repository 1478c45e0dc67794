package dev.stowage.verification.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/// `docker-compose.yml` as it is written, variables unresolved.
record ComposeFile(Map<String, Object> all) {

    static ComposeFile read() throws IOException {
        return new ComposeFile(
                new Yaml().load(Files.readString(Checkout.path("docker-compose.yml"))));
    }

    Map<String, Map<String, Object>> services() {
        return section("services");
    }

    @SuppressWarnings("unchecked")
    Map<String, Map<String, Object>> section(String name) {
        return (Map<String, Map<String, Object>>) all.get(name);
    }

    /// The lines of a list such as `volumes` or `ports`.
    @SuppressWarnings("unchecked")
    List<String> list(String service, String name) {
        return (List<String>) services().get(service).getOrDefault(name, List.of());
    }

    /// What a service is told by environment variables.
    Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>();
        ((Map<?, ?>) services().get(service).get("environment"))
                .forEach((name, value) -> environment.put(name.toString(), value.toString()));
        return environment;
    }

    /// The files that a service finds in `/secrets`, each with the words that draw it.
    Map<String, String> secrets(String service) {
        List<?> command = (List<?>) services().get("secrets").get("command");
        Map<String, String> secrets = new TreeMap<>();
        Pattern.compile("keep \\S+ " + service + "/(\\S+) (.+)")
                .matcher(command.getFirst().toString())
                .results()
                .forEach(found -> secrets.put(found.group(1), found.group(2)));
        return secrets;
    }
}
