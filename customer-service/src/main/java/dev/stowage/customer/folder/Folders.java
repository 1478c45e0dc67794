package dev.stowage.customer.folder;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FolderPath;
import dev.stowage.format.account.Listing;
import dev.stowage.format.account.Listing.ListedFile;
import dev.stowage.format.account.Listing.ListedFolder;
import dev.stowage.protocol.customer.FileVersions;
import dev.stowage.protocol.customer.FileView;
import dev.stowage.protocol.customer.FolderListing;
import dev.stowage.protocol.customer.FolderListing.Entry;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists folders, and the versions of files.
public final class Folders {

    private static final int DEFAULT_LIMIT = 1000;
    private static final int MOST = 10_000;

    private Folders() {}

    /// @param after go on behind this name, or path if recursive
    /// @throws Fault `not-found` if there is no such folder, `invalid-request`
    public static FolderListing list(
            OpenAccount account,
            FolderPath folder,
            @Nullable String after,
            @Nullable Integer limit,
            boolean recursive) {
        int most = Optional.ofNullable(limit).orElse(DEFAULT_LIMIT);
        if (most < 1 || most > MOST) {
            throw new Fault(
                            FaultCode.INVALID_REQUEST,
                            "limit must be 1 … %d, got %d".formatted(MOST, most))
                    .with("limit", most);
        }
        Catalogue catalogue = account.resolve().catalogue();
        if (!catalogue.contains(folder)) {
            throw new Fault(FaultCode.NOT_FOUND, "there is no folder " + folder);
        }
        Listing listing =
                catalogue.list(folder, Optional.ofNullable(after).orElse(""), most, recursive);
        List<Entry> entries =
                listing.children().stream()
                        .map(child -> entry(catalogue, folder, child, recursive))
                        .toList();
        return new FolderListing(folder.value(), entries, listing.next().orElse(null));
    }

    /// @throws Fault `file-not-found` if there is no file and nothing is kept of one
    public static FileVersions versions(OpenAccount account, FilePath path) {
        Catalogue catalogue = account.resolve().catalogue();
        Optional<FileView> current = catalogue.find(path).map(file -> view(file, 0));
        List<FileView> kept =
                catalogue.kept(path).reversed().stream().map(file -> view(file, 0)).toList();
        if (current.isEmpty() && kept.isEmpty()) {
            throw new Fault(FaultCode.FILE_NOT_FOUND, "there is no file " + path);
        }
        return new FileVersions(path.value(), current.orElse(null), kept);
    }

    private static Entry entry(
            Catalogue catalogue, FolderPath folder, Listing.Child child, boolean recursive) {
        return switch (child) {
            case ListedFolder(FolderPath path) -> new Entry(lastPart(path.value()), null);
            case ListedFile(FileEntry file) ->
                    new Entry(
                            recursive ? below(folder, file) : file.path().name(),
                            view(file, catalogue.keptOf(file.path())));
        };
    }

    /// A file as its owner sees it.
    ///
    /// @param kept versions that are kept beside it, if that shall be told
    private static FileView view(FileEntry file, int kept) {
        return new FileView(
                file.path().value(),
                file.size(),
                file.modified(),
                file.version().toString(),
                file.content(),
                kept == 0 ? null : kept + 1);
    }

    private static String below(FolderPath folder, FileEntry file) {
        return file.path().value().substring(folder.child("").length());
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
