package dev.stowage.transfer.head;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.flow.TracedThreads;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.ServiceTokens;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Keeps countersigned heads with suppliers and finds them again.
public final class Heads {

    private final Carriers carriers;
    private final SupplierClients suppliers;
    private final ServiceTokens services;
    private final VerifyingKey placementKey;
    private final TracedThreads threads;
    private final Duration patience;
    private final ObservationRegistry observations;

    /// @param placementKey by which heads are proved
    /// @param patience after which keeping or finding fails
    public Heads(
            Carriers carriers,
            SupplierClients suppliers,
            ServiceTokens services,
            VerifyingKey placementKey,
            TracedThreads threads,
            Duration patience,
            ObservationRegistry observations) {
        this.carriers = carriers;
        this.suppliers = suppliers;
        this.services = services;
        this.placementKey = placementKey;
        this.threads = threads;
        this.patience = patience;
        this.observations = observations;
    }

    /// Stores a head durably on at least [Layout#headThreshold] of the first positions of its
    /// layout of files. The others are tried on in the background. A newer head that a supplier has
    /// already counts as well.
    ///
    /// @throws Fault `too-few-suppliers` with what each failed supplier said
    public void keep(CountersignedHead head) {
        keep(head, head.head().holders());
    }

    /// As [#keep], with the holders that a former head names: whoever knows only that one finds
    /// this one there.
    public void keep(CountersignedHead head, Overrides former) {
        Layout layout = head.head().layout();
        HeadMessage message = new HeadMessage(ByteString.of(head.toBytes()));
        poll(
                "stowage.head.keep",
                "keeping head %d".formatted(head.head().version()),
                layout,
                former,
                layout.headThreshold(),
                supplier -> keep(supplier, head, message));
    }

    private HeadKept keep(ServedCarrier supplier, CountersignedHead head, HeadMessage message) {
        HeadKept kept = suppliers.client(supplier).keepHead(head.head().account(), message);
        if (kept.version() < head.head().version()) {
            throw new Fault(
                    FaultCode.INTERNAL,
                    "was given head %d and keeps %d"
                            .formatted(head.head().version(), kept.version()));
        }
        return kept;
    }

    /// The highest head that is proved by its owner and by placement, among at least H - Wh + 1 of
    /// the H carriers: no acknowledged head is newer. Empty if that many answered and none has one.
    ///
    /// A head with other overrides is kept with the former holders, too: if one is found, those
    /// that it names are asked.
    ///
    /// @param overrides of the newest head that is known
    /// @throws Fault `too-few-suppliers` if fewer answer
    public Optional<CountersignedHead> find(
            AccountNumber account, Layout layout, Overrides overrides) {
        Optional<CountersignedHead> highest = findOnce(account, layout, overrides);
        Overrides asked = overrides;
        while (highest.isPresent() && !highest.get().head().holders().equals(asked)) {
            asked = highest.get().head().holders();
            Optional<CountersignedHead> known = highest;
            highest =
                    findOnce(account, layout, asked)
                            .filter(found -> found.head().isAfter(known.get().head()))
                            .or(() -> known);
        }
        return highest;
    }

    private Optional<CountersignedHead> findOnce(
            AccountNumber account, Layout layout, Overrides overrides) {
        List<Optional<CountersignedHead>> answers =
                poll(
                        "stowage.head.find",
                        "finding the head",
                        layout,
                        overrides,
                        layout.headCarriers() - layout.headThreshold() + 1,
                        supplier -> find(supplier, account));
        return answers.stream()
                .flatMap(Optional::stream)
                .reduce((one, other) -> other.head().isAfter(one.head()) ? other : one);
    }

    private Optional<CountersignedHead> find(ServedCarrier supplier, AccountNumber account) {
        try {
            HeadMessage message =
                    suppliers
                            .client(supplier)
                            .head(
                                    "Bearer " + services.tokenFor(supplier.supplier().toString()),
                                    account);
            return Optional.of(prove(account, message));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NOT_FOUND || fault.code() == FaultCode.UNKNOWN_CONTRACT) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private CountersignedHead prove(AccountNumber account, HeadMessage message) {
        try {
            CountersignedHead head = CountersignedHead.ofBytes(message.countersigned().toArray());
            if (head.head().account().equals(account)
                    && head.provenBy(head.head().signingKey(), placementKey)) {
                return head;
            }
        } catch (IllegalArgumentException malformed) {
            throw new Fault(FaultCode.MALFORMED, "gave no head", malformed);
        }
        throw new Fault(
                FaultCode.FOREIGN_SIGNATURE, "gave a head that neither owner nor placement prove");
    }

    private <A> List<A> poll(
            String name,
            String purpose,
            Layout layout,
            Overrides overrides,
            int needed,
            Function<ServedCarrier, A> question) {
        Observation observation = Observation.start(name, observations);
        try (Observation.Scope _ = observation.openScope()) {
            AccountCarriers directory = new AccountCarriers(carriers, overrides);
            return new Poll<>(layout, directory, threads, Deadline.after(patience), question)
                    .answersOf(needed, purpose);
        } catch (Fault fault) {
            observation.error(fault);
            throw fault;
        } catch (InterruptedException calledOff) {
            Thread.currentThread().interrupt();
            throw new Fault(FaultCode.TIMED_OUT, purpose + " was called off", calledOff);
        } finally {
            observation.stop();
        }
    }
}
