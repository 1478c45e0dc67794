package dev.stowage.supplier.store;

import java.io.IOException;
import java.util.List;

/// Files could not be copied, so they stay as they are.
final class CopyFailedException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient List<LogName> files;

    CopyFailedException(List<LogName> files, Exception cause) {
        super("%s cannot be copied".formatted(files), cause);
        this.files = files;
    }

    List<LogName> files() {
        return files;
    }
}
