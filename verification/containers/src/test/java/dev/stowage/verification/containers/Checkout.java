package dev.stowage.verification.containers;

import java.nio.file.Files;
import java.nio.file.Path;

/// The sources that the tests stand in.
final class Checkout {

    private Checkout() {}

    /// A file or directory by its path from the root.
    static Path path(String name) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docker-compose.yml"))) {
            root = root.getParent();
        }
        return root.resolve(name);
    }
}
