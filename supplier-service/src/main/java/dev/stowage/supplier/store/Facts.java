package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.supplier.store.FactIndex.Copies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The facts in a log. What is kept is durable when that returns.
public final class Facts {

    private static final Logger LOG = LoggerFactory.getLogger(Facts.class);

    private final FactIndex index;
    private final RecordReader reader;
    private final ReadGate gate;
    private final Consumer<Change.KeepFact> commit;

    /// @param commit makes a change durable, or throws
    Facts(FactIndex index, RecordReader reader, ReadGate gate, Consumer<Change.KeepFact> commit) {
        this.index = index;
        this.reader = reader;
        this.gate = gate;
        this.commit = commit;
    }

    /// Keeps a fact durably; it counts instead of every earlier one of its kind and account.
    ///
    /// @throws Fault `disk-full`, `busy`, `volume-failed`
    public void keep(Fact fact) {
        commit.accept(new Change.KeepFact(fact, new CompletableFuture<>()));
    }

    /// The newest fact of a kind and account; empty if there is none, or it has decayed.
    ///
    /// @throws Fault `volume-failed` if the disk cannot read it
    public Optional<Fact> newest(FactKind kind, AccountNumber account) {
        return intact(kind, account).stream()
                .findFirst()
                .map(content -> new Fact(kind, account, content));
    }

    /// Whether there is a fact of a kind and account, can it be read or not.
    public boolean has(FactKind kind, AccountNumber account) {
        return index.find(kind, account) != null;
    }

    /// The accounts about which there are facts of a kind.
    public Set<AccountNumber> accounts(FactKind kind) {
        return Set.copyOf(index.all(kind).keySet());
    }

    /// Reads the newest facts of a kind, of all accounts, and every copy of them. One that has lost
    /// a copy is kept once more.
    ///
    /// @throws Fault `volume-failed` if the disk cannot read one
    public List<Fact> readAll(FactKind kind) {
        List<Fact> facts = new ArrayList<>();
        for (AccountNumber account : index.all(kind).keySet()) {
            List<ByteString> copies = intact(kind, account);
            if (copies.isEmpty()) {
                LOG.error("the {} of account {} has decayed", kind, account);
                continue;
            }
            Fact fact = new Fact(kind, account, copies.getFirst());
            if (copies.size() < kind.copies()) {
                LOG.warn("a copy of the {} of account {} had decayed", kind, account);
                keep(fact);
            }
            facts.add(fact);
        }
        return facts;
    }

    private List<ByteString> intact(FactKind kind, AccountNumber account) {
        return gate.read(() -> read(index.find(kind, account)));
    }

    private List<ByteString> read(@Nullable Copies copies) {
        if (copies == null) {
            return List.of();
        }
        List<ByteString> intact = new ArrayList<>();
        IOException failure = null;
        for (Place place : copies.places().toList()) {
            try {
                reader.readFact(place).ifPresent(intact::add);
            } catch (IOException unreadable) {
                failure = unreadable;
            }
        }
        if (intact.isEmpty() && failure != null) {
            throw new Fault(
                    FaultCode.VOLUME_FAILED,
                    "a fact in the log cannot be read: " + failure,
                    failure);
        }
        return intact;
    }
}
