package dev.stowage.supplier.head;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.contract.Customers;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.owner.Owners;
import dev.stowage.supplier.volume.Volume;
import dev.stowage.supplier.volume.Volumes;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/// Keeps the heads of accounts that have a contract.
public final class Heads {

    private final Customers customers;
    private final Owners owners;
    private final Access access;
    private final Membership membership;
    private final Volumes volumes;

    public Heads(
            Customers customers,
            Owners owners,
            Access access,
            Membership membership,
            Volumes volumes) {
        this.customers = customers;
        this.owners = owners;
        this.access = access;
        this.membership = membership;
        this.volumes = volumes;
    }

    /// Keeps a head durably if it is newer, on every volume with a contract that accepts it and on
    /// one at least; the first one makes the contract firm.
    public HeadKept keep(AccountNumber account, HeadMessage message) {
        CountersignedHead head = read(message);
        if (!head.head().account().equals(account)) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the head is of account %s, not of %s"
                            .formatted(head.head().account(), account));
        }
        Contract contract = customers.require(account);
        OwnerKey owner = customers.owner(contract);
        if (owner.isAfter(head.head().owner())) {
            return new HeadKept(requireKept(head, owner));
        }
        requireProven(contract, owner, head);
        owners.succeed(account, head.head().owner());
        return new HeadKept(keep(head));
    }

    private void requireProven(Contract contract, OwnerKey owner, CountersignedHead head) {
        boolean isOwn =
                head.head().recordKey().equals(contract.key())
                        && head.head().leadsFrom(owner)
                        && head.provenBy(head.head().signingKey(), membership.placementKey());
        if (!isOwn) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the head of account %s lacks the signature of its owner or of placement"
                            .formatted(contract.account()));
        }
    }

    /// A head of a former key is not kept any more, but one that came after it counts as well.
    private long requireKept(CountersignedHead former, OwnerKey owner) {
        AccountNumber account = former.head().account();
        long kept = kept(account).map(head -> head.head().version()).orElse(0L);
        if (kept < former.head().version()) {
            throw new Fault(
                            FaultCode.KEYS_ROTATED,
                            "the head is of key %d of account %s, here its key is number %d"
                                    .formatted(
                                            former.head().owner().rotation(),
                                            account,
                                            owner.rotation()))
                    .with("rotation", owner.rotation());
        }
        return kept;
    }

    private Optional<CountersignedHead> kept(AccountNumber account) {
        return volumes.all().stream()
                .flatMap(volume -> volume.store().newest(account).stream())
                .max(Comparator.comparingLong(head -> head.head().version()));
    }

    private long keep(CountersignedHead head) {
        AccountNumber account = head.head().account();
        OptionalLong newest = OptionalLong.empty();
        Fault refusal = customers.unknown(account);
        for (Volume volume : volumes.of(account)) {
            try {
                long kept = volume.gate().change(() -> keep(volume, head));
                newest = OptionalLong.of(Math.max(kept, newest.orElse(kept)));
            } catch (Fault fault) {
                refusal = fault;
            }
        }
        if (newest.isEmpty()) {
            throw refusal;
        }
        return newest.getAsLong();
    }

    private static long keep(Volume volume, CountersignedHead head) {
        long kept = volume.store().keep(head);
        volume.contracts().confirm(head.head().account());
        return kept;
    }

    private static CountersignedHead read(HeadMessage message) {
        try {
            return CountersignedHead.ofBytes(message.countersigned().toArray());
        } catch (IllegalArgumentException malformed) {
            throw new Fault(FaultCode.MALFORMED, String.valueOf(malformed.getMessage()), malformed);
        }
    }

    /// The newest head of an account, for a customer-service.
    public HeadMessage newest(String authorization, AccountNumber account) {
        access.requireCustomerService(authorization);
        return kept(account)
                .map(head -> new HeadMessage(ByteString.of(head.toBytes())))
                .orElseThrow(() -> none(account));
    }

    /// A head that cannot be read is not missing: whoever looks for the newest one must know.
    private Fault none(AccountNumber account) {
        return volumes.all().stream().anyMatch(volume -> volume.store().hasHead(account))
                ? new Fault(
                        FaultCode.VOLUME_FAILED,
                        "the head of account %s that is kept here cannot be read"
                                .formatted(account))
                : new Fault(
                        FaultCode.NOT_FOUND,
                        "no head of account %s is kept here".formatted(account));
    }
}
