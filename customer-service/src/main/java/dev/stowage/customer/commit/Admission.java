package dev.stowage.customer.commit;

import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.Change;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lays changes on a catalogue one after the other and tells which of them may be.
final class Admission {

    private final Map<Ticket, Committed> outcomes = new LinkedHashMap<>();
    private final Map<Ticket, Fault> refused = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private Catalogue catalogue;

    Admission(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// @param entry what is to be at the path; empty if nothing
    void consider(Ticket ticket, Optional<FileEntry> entry) {
        FilePath path = ticket.proposal().path();
        Optional<FileEntry> before = catalogue.find(path);
        Committed outcome = new Committed(before, entry);
        if (entry.isPresent() && isThere(entry.get(), before)) {
            outcomes.put(ticket, outcome);
            return;
        }
        try {
            requireAllowed(ticket.proposal(), before, entry);
        } catch (Fault fault) {
            refused.put(ticket, fault);
            return;
        }
        Change change = entry.<Change>map(Change.Put::new).orElseGet(() -> new Change.Delete(path));
        catalogue = catalogue.apply(List.of(change));
        changes.add(change);
        outcomes.put(ticket, outcome);
    }

    /// A commit whose answer was lost may have been done after all.
    private static boolean isThere(FileEntry entry, Optional<FileEntry> before) {
        return before.filter(file -> file.version().equals(entry.version())).isPresent();
    }

    private void requireAllowed(
            Proposal proposal, Optional<FileEntry> before, Optional<FileEntry> entry) {
        proposal.precondition().require(proposal.path(), before);
        if (entry.isEmpty() && before.isEmpty()) {
            throw new Fault(FaultCode.FILE_NOT_FOUND, "there is no file " + proposal.path());
        }
        if (entry.isPresent()) {
            requireFree(catalogue, proposal.path());
        }
    }

    /// Refuses a file where a folder is, and below a file.
    static void requireFree(Catalogue catalogue, FilePath path) {
        Optional<FilePath> obstacle = catalogue.obstacle(path);
        if (obstacle.isPresent()) {
            throw new Fault(
                            FaultCode.ALREADY_EXISTS,
                            "%s cannot be a file: there is a file %s already"
                                    .formatted(path, obstacle.get()))
                    .with("obstacle", obstacle.get().value());
        }
    }

    /// What may be, with the outcome if the commit succeeds, in order; what is committed already is
    /// among it, without a change.
    Map<Ticket, Committed> outcomes() {
        return outcomes;
    }

    /// What may not be, and why.
    Map<Ticket, Fault> refused() {
        return refused;
    }

    /// The changes, in the order of their tickets, that [#outcomes] promises.
    List<Change> changes() {
        return changes;
    }
}
