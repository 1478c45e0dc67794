package dev.stowage.supplier.head;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.HeadKept;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.contract.Contracts;
import dev.stowage.supplier.join.Membership;
import dev.stowage.supplier.store.RecordStore;

/// Keeps the heads of accounts that have a contract.
public final class Heads {

    private final Contracts contracts;
    private final Access access;
    private final Membership membership;
    private final RecordStore store;

    public Heads(Contracts contracts, Access access, Membership membership, RecordStore store) {
        this.contracts = contracts;
        this.access = access;
        this.membership = membership;
        this.store = store;
    }

    /// Keeps a head durably if it is newer; the first one makes the contract firm.
    public HeadKept keep(AccountNumber account, HeadMessage message) {
        CountersignedHead head = read(message);
        if (!head.head().account().equals(account)) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the head is of account %s, not of %s"
                            .formatted(head.head().account(), account));
        }
        Contract contract = contracts.require(account);
        if (!head.provenBy(contract.key(), membership.placementKey())) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the head of account %s lacks the signature of its owner or of placement"
                            .formatted(account));
        }
        long newest = store.keep(head);
        contracts.confirm(account);
        return new HeadKept(newest);
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
        return store.newest(account)
                .map(head -> new HeadMessage(ByteString.of(head.toBytes())))
                .orElseThrow(
                        () ->
                                new Fault(
                                        FaultCode.NOT_FOUND,
                                        "no head of account %s is kept here".formatted(account)));
    }
}
