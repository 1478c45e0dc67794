package dev.stowage.customer.commit;

import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The versions of a file: the current one, and those that are kept.
public final class Versions {

    private Versions() {}

    /// One of them, whether it is the current one or kept.
    ///
    /// @throws Fault `version-not-found`
    public static FileEntry require(Catalogue catalogue, FilePath path, FileVersion version) {
        return all(catalogue, path)
                .filter(file -> file.version().equals(version))
                .findFirst()
                .orElseThrow(() -> unknown(path, version));
    }

    /// One that is kept.
    ///
    /// @throws Fault `version-not-found`
    static FileEntry requireKept(Catalogue catalogue, FilePath path, FileVersion version) {
        return findKept(catalogue, path, version).orElseThrow(() -> unknown(path, version));
    }

    static Optional<FileEntry> findKept(Catalogue catalogue, FilePath path, FileVersion version) {
        return catalogue.kept(path).stream()
                .filter(file -> file.version().equals(version))
                .findFirst();
    }

    /// Those that were there before and are not any more.
    static Stream<FileEntry> gone(FilePath path, Catalogue before, Catalogue after) {
        Set<FileVersion> left =
                all(after, path).map(FileEntry::version).collect(Collectors.toSet());
        return all(before, path).filter(file -> !left.contains(file.version()));
    }

    private static Stream<FileEntry> all(Catalogue catalogue, FilePath path) {
        return Stream.concat(catalogue.find(path).stream(), catalogue.kept(path).stream());
    }

    private static Fault unknown(FilePath path, FileVersion version) {
        return new Fault(
                FaultCode.VERSION_NOT_FOUND,
                "%s has no version %s: it may have been removed, see its versions"
                        .formatted(path, version));
    }
}
