package dev.stowage.transfer.gather;

import dev.stowage.format.record.ProvenSignatures;
import dev.stowage.format.record.RecordProver;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.gather.Ask.Item;
import dev.stowage.transfer.gather.Finding.Kind;
import dev.stowage.transfer.gather.Verdict.Refuted;
import dev.stowage.transfer.supplier.SupplierClients;
import dev.stowage.transfer.token.AccountAccess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How one request is made and its answer proved. Runs on threads of its own.
final class Reading {

    private final SupplierClients suppliers;
    private final AccountAccess access;
    private final VerifyingKey owner;
    private final ProvenSignatures signatures;

    Reading(
            SupplierClients suppliers,
            AccountAccess access,
            VerifyingKey owner,
            ProvenSignatures signatures) {
        this.suppliers = suppliers;
        this.access = access;
        this.owner = owner;
        this.signatures = signatures;
    }

    /// @return a verdict on each record that was asked for; never throws
    List<Verdict> read(Ask ask) {
        try {
            List<FetchOutcome> outcomes =
                    suppliers
                            .client(ask.supplier())
                            .fetch(
                                    "Bearer "
                                            + access.tokenFor(
                                                    ask.supplier().supplier(), Scope.FETCH),
                                    ask.request())
                            .outcomes();
            return outcomes.size() == ask.items().size()
                    ? verdicts(ask.items(), outcomes)
                    : all(
                            ask,
                            new Refuted(
                                    Kind.CORRUPT,
                                    "%d records were asked for, the answer has %d"
                                            .formatted(ask.items().size(), outcomes.size())));
        } catch (Fault fault) {
            return all(ask, verdict(fault));
        } catch (RuntimeException | Error unexpected) {
            return all(ask, new Refuted(Kind.UNREACHABLE, unexpected.toString()));
        }
    }

    private static Verdict verdict(Fault fault) {
        return fault.code() == FaultCode.BUSY
                ? new Verdict.Busy(fault.detail())
                : new Refuted(Kind.UNREACHABLE, fault.code().wireName() + ": " + fault.detail());
    }

    private List<Verdict> verdicts(List<Item> items, List<FetchOutcome> outcomes) {
        RecordCheck check = new RecordCheck(new RecordProver(owner, signatures));
        List<Verdict> verdicts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            verdicts.add(
                    check.check(
                            item.block().wanted(), item.position(), item.bits(), outcomes.get(i)));
        }
        return verdicts;
    }

    private static List<Verdict> all(Ask ask, Verdict verdict) {
        return Collections.nCopies(ask.items().size(), verdict);
    }
}
