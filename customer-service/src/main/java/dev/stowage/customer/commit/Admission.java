package dev.stowage.customer.commit;

import dev.stowage.customer.commit.Proposal.Disposal;
import dev.stowage.customer.commit.Proposal.Removal;
import dev.stowage.customer.commit.Proposal.Restoration;
import dev.stowage.customer.commit.Proposal.Small;
import dev.stowage.customer.commit.Proposal.Stored;
import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.Change;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
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

    /// @param entry the file that the proposal brings; empty if none
    void consider(Ticket ticket, Optional<FileEntry> entry) {
        Proposal proposal = ticket.proposal();
        Alteration alteration = new Alteration(catalogue, proposal.path());
        try {
            if (entry.isPresent() && isThere(entry.get(), alteration.before())) {
                outcomes.put(ticket, Committed.of(alteration.before(), entry));
                return;
            }
            proposal.precondition().require(proposal.path(), alteration.before());
            alter(alteration, proposal, entry);
        } catch (Fault fault) {
            refused.put(ticket, fault);
            return;
        }
        catalogue = alteration.catalogue();
        changes.addAll(alteration.changes());
        outcomes.put(ticket, alteration.outcome());
    }

    /// A commit whose answer was lost may have been done after all, and somebody may have replaced
    /// the file since.
    private boolean isThere(FileEntry entry, Optional<FileEntry> before) {
        return before.filter(file -> file.version().equals(entry.version())).isPresent()
                || Versions.findKept(catalogue, entry.path(), entry.version()).isPresent();
    }

    private static void alter(Alteration alteration, Proposal proposal, Optional<FileEntry> entry) {
        switch (proposal) {
            case Small small -> put(alteration, small, small.seen(), entry.orElseThrow());
            case Stored stored -> put(alteration, stored, stored.seen(), entry.orElseThrow());
            case Removal removal -> remove(alteration, removal);
            case Restoration restoration -> restore(alteration, restoration.version());
            case Disposal disposal -> dispose(alteration, disposal.version());
        }
    }

    /// What its sender did not know is kept, unless he sent the same: then he sent it twice.
    private static void put(Alteration alteration, Proposal proposal, Seen seen, FileEntry entry) {
        requireFree(alteration.catalogue(), entry.path());
        alteration
                .before()
                .filter(old -> isNews(old, proposal.precondition(), seen))
                .filter(old -> !old.content().equals(entry.content()))
                .ifPresent(alteration::keep);
        alteration.put(entry);
    }

    private static boolean isNews(FileEntry file, Precondition precondition, Seen seen) {
        return !seen.holds(file) && !precondition.names(file);
    }

    private static void remove(Alteration alteration, Removal removal) {
        FileEntry file =
                alteration
                        .before()
                        .orElseThrow(
                                () ->
                                        new Fault(
                                                FaultCode.FILE_NOT_FOUND,
                                                "there is no file " + removal.path()));
        alteration.catalogue().kept(removal.path()).stream()
                .filter(removal.seen()::holds)
                .forEach(alteration::forget);
        if (isNews(file, removal.precondition(), removal.seen())) {
            alteration.keep(file);
        }
        alteration.delete();
    }

    /// What was current is kept instead, so that nothing is lost by a mistake.
    private static void restore(Alteration alteration, FileVersion version) {
        if (isCurrent(alteration, version)) {
            return;
        }
        FileEntry file = Versions.requireKept(alteration.catalogue(), alteration.path(), version);
        requireFree(alteration.catalogue(), alteration.path());
        alteration.forget(file);
        alteration.before().ifPresent(alteration::keep);
        alteration.put(file);
    }

    private static void dispose(Alteration alteration, FileVersion version) {
        if (isCurrent(alteration, version)) {
            throw new Fault(
                    FaultCode.PRECONDITION_FAILED,
                    "version %s of %s is the current one: delete the file, with If-Match"
                            .formatted(version, alteration.path()));
        }
        alteration.forget(Versions.requireKept(alteration.catalogue(), alteration.path(), version));
    }

    private static boolean isCurrent(Alteration alteration, FileVersion version) {
        return alteration.before().filter(file -> file.version().equals(version)).isPresent();
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

    /// The catalogue after them.
    Catalogue catalogue() {
        return catalogue;
    }
}
