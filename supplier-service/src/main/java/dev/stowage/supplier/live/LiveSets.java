package dev.stowage.supplier.live;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.RebuildOrder;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.AccountTurns;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.contract.Customers;
import dev.stowage.supplier.store.Fact;
import dev.stowage.supplier.volume.Volume;
import dev.stowage.supplier.volume.Volumes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live sets that accounts left here, the newest of each group.
public final class LiveSets {

    /// What live sets may take beside a 32nd of the quota: bytes.
    static final int FREE_BYTES = 64 << 10;

    private static final int QUOTA_PART = 32;
    private static final Logger LOG = LoggerFactory.getLogger(LiveSets.class);

    private final Access access;
    private final Customers customers;
    private final Volumes volumes;
    private final AccountTurns turns = new AccountTurns();

    public LiveSets(Access access, Customers customers, Volumes volumes) {
        this.access = access;
        this.customers = customers;
        this.volumes = volumes;
    }

    /// Keeps a live set durably, on every volume with a contract, if it is newer than the one of
    /// its group; the same one again changes nothing. One of a former key is older than any other,
    /// whatever it says.
    ///
    /// @throws Fault `invalid-request`, `foreign-signature`, `stale-live-set`, `quota-exceeded`,
    ///   `forbidden` and those of tokens
    public LiveSetKept keep(String authorization, AccountNumber account, SignedLiveSet signed) {
        return keep(access.require(authorization, Scope.COLLECT, account), signed);
    }

    /// As [#keep], from a supplier that rebuilds what the contract is about.
    ///
    /// @throws Fault `forbidden` if it is not of the order's group
    public LiveSetKept keepFor(String authorization, String order, SignedLiveSet signed) {
        RebuildOrder permitted = access.requireRebuild(authorization, order);
        if (!permitted.group().equals(signed.set().group())) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "order %s is about group %s, the live set about %s"
                            .formatted(permitted.id(), permitted.group(), signed.set().group()));
        }
        return keep(customers.require(permitted.account()), signed);
    }

    private LiveSetKept keep(Contract contract, SignedLiveSet signed) {
        VerifyingKey owner = customers.owner(contract).key();
        requireOwn(contract, owner, signed);
        turns.inTurn(contract.account(), () -> keep(contract, owner, signed));
        return new LiveSetKept(signed.set().version());
    }

    private static void requireOwn(Contract contract, VerifyingKey owner, SignedLiveSet signed) {
        CarrierGroup group = signed.set().group();
        if (!signed.set().account().equals(contract.account())) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the live set is of account %s, not of %s"
                            .formatted(signed.set().account(), contract.account()));
        }
        if (contract.carriers().stream().noneMatch(group::contains)) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "the contract with account %s covers no carrier of group %s"
                            .formatted(contract.account(), group));
        }
        if (!signed.signedBy(owner)) {
            throw new Fault(
                    FaultCode.FOREIGN_SIGNATURE,
                    "the live set is not signed by account %s".formatted(contract.account()));
        }
    }

    private void keep(Contract contract, VerifyingKey owner, SignedLiveSet signed) {
        List<Volume> there = volumes.of(contract.account());
        for (Volume volume : there) {
            find(sets(volume).of(contract.account()), signed.set().group())
                    .filter(known -> !known.equals(signed) && known.signedBy(owner))
                    .ifPresent(older -> requireNewer(older, signed));
        }
        for (Volume volume : there) {
            boolean _ = volume.gate().change(() -> keep(sets(volume), contract, signed));
        }
    }

    private static KeptLiveSets sets(Volume volume) {
        return new KeptLiveSets(volume.facts());
    }

    private static boolean keep(KeptLiveSets kept, Contract contract, SignedLiveSet signed) {
        List<SignedLiveSet> before = kept.of(contract.account());
        Optional<SignedLiveSet> known = find(before, signed.set().group());
        if (known.equals(Optional.of(signed))) {
            return true;
        }
        List<SignedLiveSet> after = with(before, signed);
        requireRoom(contract, after);
        kept.keep(contract.account(), after);
        LOG.info(
                "account {} says what is alive in group {} as of head {}",
                contract.account(),
                signed.set().group(),
                signed.set().version());
        return true;
    }

    /// The sets with this one in place of that of its group.
    private static List<SignedLiveSet> with(List<SignedLiveSet> sets, SignedLiveSet newer) {
        return Stream.concat(
                        sets.stream()
                                .filter(each -> !each.set().group().equals(newer.set().group())),
                        Stream.of(newer))
                .sorted(Comparator.comparingLong(each -> each.set().group().bits()))
                .toList();
    }

    /// Keeps the live sets of an account on another volume, too, but where that has newer ones.
    public static void copy(AccountNumber account, Volume from, Volume to) {
        List<SignedLiveSet> there = sets(to).of(account);
        List<SignedLiveSet> merged = there;
        for (SignedLiveSet each : sets(from).of(account)) {
            Optional<SignedLiveSet> known = find(merged, each.set().group());
            if (known.isEmpty() || known.get().set().version() < each.set().version()) {
                merged = with(merged, each);
            }
        }
        if (!merged.equals(there)) {
            sets(to).keep(account, merged);
        }
    }

    private static void requireNewer(SignedLiveSet known, SignedLiveSet offered) {
        if (offered.set().version() <= known.set().version()) {
            throw new Fault(
                            FaultCode.STALE_LIVE_SET,
                            "a live set of head %d is kept, offered is one of head %d"
                                    .formatted(known.set().version(), offered.set().version()))
                    .with("kept", known.set().version())
                    .with("offered", offered.set().version());
        }
    }

    /// Live sets are the supplier's own cost, so they must be in proportion to what he is for.
    private static void requireRoom(Contract contract, List<SignedLiveSet> sets) {
        long bytes = LiveSetsContent.length(sets);
        long limit = Math.min(Fact.MAX_BYTES, FREE_BYTES + contract.quota() / QUOTA_PART);
        if (bytes > limit) {
            throw new Fault(
                            FaultCode.QUOTA_EXCEEDED,
                            "live sets of account %s may take %d bytes here, these take %d"
                                    .formatted(contract.account(), limit, bytes))
                    .with("limit", limit)
                    .with("asked", bytes);
        }
    }

    /// The newest live set of a group, for the account itself.
    ///
    /// @throws Fault `not-found` and those of tokens
    public SignedLiveSet newest(String authorization, AccountNumber account, CarrierGroup group) {
        access.requireAny(authorization, account);
        return newest(volumes, account, group);
    }

    /// The newest live set of an order's account and group.
    ///
    /// @throws Fault `not-found` and those of tokens and orders
    public SignedLiveSet newestFor(String authorization, String order) {
        RebuildOrder permitted = access.requireRebuild(authorization, order);
        return newest(volumes, permitted.account(), permitted.group());
    }

    /// The newest that any volume keeps.
    static SignedLiveSet newest(Volumes volumes, AccountNumber account, CarrierGroup group) {
        return volumes.all().stream()
                .flatMap(volume -> find(sets(volume).of(account), group).stream())
                .max(Comparator.comparingLong(each -> each.set().version()))
                .orElseThrow(() -> notKept(account, group));
    }

    private static Fault notKept(AccountNumber account, CarrierGroup group) {
        return new Fault(
                FaultCode.NOT_FOUND,
                "no live set of account %s in group %s is kept here".formatted(account, group));
    }

    private static Optional<SignedLiveSet> find(List<SignedLiveSet> sets, CarrierGroup group) {
        return sets.stream().filter(each -> each.set().group().equals(group)).findFirst();
    }
}
