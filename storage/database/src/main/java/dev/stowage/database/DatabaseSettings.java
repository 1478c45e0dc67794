package dev.stowage.database;

import java.nio.file.Path;
import java.util.Optional;

/// Where a database is and how many connections to it are held.
///
/// @param url of H2 or PostgreSQL
/// @param connections at most, 1 … 256
public record DatabaseSettings(String url, String user, String password, int connections) {

    private static final String H2 = "jdbc:h2:";
    private static final String CHECKED = H2 + CheckedFiles.SCHEME + ":";
    private static final String ASYNC = "async:";
    private static final String ENDING = ".mv.db";
    private static final int FILE_CONNECTIONS = 16;
    private static final int MAX_CONNECTIONS = 256;

    public DatabaseSettings {
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "connections must be 1 … %d, got %d".formatted(MAX_CONNECTIONS, connections));
        }
    }

    /// An H2 database in a file, made if absent. Only one process can have it open.
    ///
    /// Every block of it is proved when it is read ([CheckedFiles]), and it is opened so that an
    /// interrupted thread does not close it under the others (`async:`).
    ///
    /// @param file without H2's ending `.mv.db`
    public static DatabaseSettings file(Path file) {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException(
                    "the path of a database may not contain ';', got " + path);
        }
        return new DatabaseSettings(CHECKED + ASYNC + path, "sa", "", FILE_CONNECTIONS);
    }

    /// The file of a database that is checked, with H2's ending.
    Optional<Path> databaseFile() {
        return h2Name().map(name -> Path.of(name.substring(name.lastIndexOf(':') + 1)));
    }

    /// What H2 calls the file of a database that is checked: with its schemes and its ending.
    Optional<String> h2Name() {
        return url.startsWith(CHECKED)
                ? Optional.of(url.substring(H2.length()).split(";", 2)[0] + ENDING)
                : Optional.empty();
    }

    boolean isH2() {
        return url.startsWith(H2);
    }

    /// Where the database is, without what a URL may hide in its parameters: for names of threads
    /// and pools.
    String name() {
        return url.split("[?;]", 2)[0];
    }

    /// Without the password.
    @Override
    public String toString() {
        return "DatabaseSettings[url=%s, user=%s, connections=%d]"
                .formatted(name(), user, connections);
    }
}
