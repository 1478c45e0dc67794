package dev.stowage.cluster.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The files of a folder, at any depth; links are left aside.
record SourceFolder(List<Source> files) {

    /// @param path under which it is stored
    record Source(String path, Path file, long bytes) {}

    SourceFolder {
        files = List.copyOf(files);
    }

    static SourceFolder of(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return new SourceFolder(
                    paths.filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path))
                            .sorted()
                            .map(path -> source(root, path))
                            .toList());
        }
    }

    private static Source source(Path root, Path file) {
        String path =
                StreamSupport.stream(root.relativize(file).spliterator(), false)
                        .map(Path::toString)
                        .collect(Collectors.joining("/"));
        return new Source(path, file, file.toFile().length());
    }

    long bytes() {
        return files.stream().mapToLong(Source::bytes).sum();
    }
}
