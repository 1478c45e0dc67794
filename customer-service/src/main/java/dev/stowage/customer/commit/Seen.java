package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import java.util.HashSet;
import java.util.Set;

/// The versions of a file that the sender of a request could know: those that were there when it
/// began, the kept ones with them. What came later is news to him, and he takes nothing of it away.
public record Seen(Set<FileVersion> versions) {

    public Seen {
        versions = Set.copyOf(versions);
    }

    /// What is there now, as placement says: to be asked when a request begins.
    ///
    /// @throws dev.stowage.protocol.fault.Fault `placement-away`
    public static Seen now(OpenAccount account, FilePath path) {
        return in(account.resolveStrictly(), path);
    }

    /// What is there in a state.
    public static Seen in(AccountState state, FilePath path) {
        Set<FileVersion> versions = new HashSet<>();
        state.catalogue().find(path).ifPresent(file -> versions.add(file.version()));
        state.catalogue().kept(path).forEach(file -> versions.add(file.version()));
        return new Seen(versions);
    }

    boolean holds(FileEntry file) {
        return versions.contains(file.version());
    }
}
