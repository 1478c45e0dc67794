package dev.stowage.customer.register;

import dev.stowage.customer.account.NumberPool;
import dev.stowage.customer.contract.Contracts;
import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Steps;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.account.AccountFileWriter;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.ReliabilityLevel;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.SessionNotes;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.key.Password;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.key.PasswordRule;
import dev.stowage.format.key.RecoveryCode;
import dev.stowage.format.key.Secret;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.key.UnlockingBusyException;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.customer.LayoutView;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ChooseAgainRequest;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.LayoutWish.OfSuppliers;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.token.AccountAccess;
import dev.stowage.transfer.token.ServiceTokens;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// REGISTER: number → choose group → contract with every carrier's supplier (another on refusal) →
/// keys → account file → head. All or nothing.
public final class Register {

    private static final int ROUNDS = 5;
    private static final AccountNumber NOT_YET = new AccountNumber(0);
    private static final int ACCOUNT_FILE_LEVEL = 2;

    /// No other block will ever have a number of a newcomer.
    private static final List<BlockRange> NOTHING_OPEN = List.of();

    /// Nobody else has numbers of a newcomer.
    private static final Duration NO_OTHERS = Duration.ZERO;

    private final PlacementApi placement;
    private final ServiceTokens services;
    private final Transfer transfer;
    private final PasswordLock lock;
    private final Coders coders;
    private final Workers workers;
    private final Steps steps;
    private final SecureRandom random;
    private final Clock clock;

    public Register(
            PlacementApi placement,
            ServiceTokens services,
            Transfer transfer,
            PasswordLock lock,
            Coders coders,
            Workers workers,
            Steps steps,
            SecureRandom random,
            Clock clock) {
        this.placement = placement;
        this.services = services;
        this.transfer = transfer;
        this.lock = lock;
        this.coders = coders;
        this.workers = workers;
        this.steps = steps;
        this.random = random;
        this.clock = clock;
    }

    /// Opens an account.
    ///
    /// @throws Fault `weak-password`, `invalid-…`, `too-few-suppliers`, `placement-away`: nothing
    ///   was changed
    public Registered register(RegisterRequest request) {
        Wish wish = Wish.of(request);
        Password password = Password.of(request.password());
        requireStrong(password, NOT_YET);
        MasterKey master = MasterKey.random(random);

        Reservation reserved = steps.take("choose", () -> reserve(wish, master, request));
        requireStrong(password, reserved.account());
        Newcomer newcomer = new Newcomer(master, reserved.account());
        try {
            Reservation agreed = steps.take("contract", () -> newcomer.contract(reserved));
            RecoveryCode recovery = RecoveryCode.random(random);
            List<Unlocker> keys = steps.take("keys", () -> newcomer.lock(password, recovery));
            AccountHead head =
                    steps.take("account-file", () -> newcomer.record(wish, agreed, keys));
            steps.run("head", () -> newcomer.commit(head));
            return registered(agreed, wish, recovery);
        } catch (RuntimeException failure) {
            newcomer.contracts.releaseAll();
            throw failure;
        }
    }

    private static void requireStrong(Password password, AccountNumber account) {
        PasswordRule.refusal(password, account)
                .ifPresent(
                        reason -> {
                            throw new Fault(FaultCode.WEAK_PASSWORD, reason);
                        });
    }

    private Reservation reserve(Wish wish, MasterKey master, RegisterRequest request) {
        return placement.reserve(
                "Bearer " + services.tokenFor(AccountToken.PLACEMENT),
                new ReserveRequest(
                        AccountKeys.signingKeyOf(master).verifyingKey(),
                        wish.layout() instanceof OfSuppliers combination
                                ? combination.suppliers()
                                : null,
                        wish.layout().level().value(),
                        wish.layout().code(),
                        wish.neededSpace(),
                        request.invitation(),
                        request.zones(),
                        request.tags()));
    }

    private static Registered registered(Reservation agreed, Wish wish, RecoveryCode recovery) {
        return new Registered(
                agreed.account(),
                recovery.dangerousText(),
                LayoutView.of(agreed.layout()),
                wish.neededSpace(),
                agreed.layout().supplierQuota(wish.neededSpace()));
    }

    /// An account on its way.
    private final class Newcomer {

        private final MasterKey master;
        private final AccountNumber account;
        private final AccountKeys keys;
        private final SignedAccountTokens tokens;
        private final NumberPool numbers;
        private final Contracts contracts;
        private List<CarrierGeneration> generations = List.of();

        Newcomer(MasterKey master, AccountNumber account) {
            this.master = master;
            this.account = account;
            this.keys = new AccountKeys(master, account, random);
            this.tokens = new SignedAccountTokens(account, 0, keys.signingKey(), clock);
            this.numbers = NumberPool.of(account, placement, tokens, NO_OTHERS, clock);
            this.contracts = new Contracts(account, tokens, transfer.suppliers(), workers);
        }

        Reservation contract(Reservation reserved) {
            Reservation chosen = reserved;
            Set<SupplierId> refused = new HashSet<>();
            for (int round = 1; ; round++) {
                Map<SupplierId, Fault> refusals = contracts.conclude(chosen);
                if (refusals.isEmpty()) {
                    return chosen;
                }
                refused.addAll(refusals.keySet());
                if (round == ROUNDS) {
                    throw Contracts.tooFew(refusals, ROUNDS);
                }
                chosen = chooseAgain(refused);
                contracts.releaseAllBut(chosen);
            }
        }

        private Reservation chooseAgain(Set<SupplierId> refused) {
            return placement.chooseAgain(
                    "Bearer " + tokens.tokenForPlacement(Scope.REGISTER),
                    account,
                    new ChooseAgainRequest(refused));
        }

        List<Unlocker> lock(Secret password, Secret recovery) {
            CompletableFuture<Unlocker> byPassword = workers.start(() -> lock(password));
            CompletableFuture<Unlocker> byRecovery = workers.start(() -> lock(recovery));
            return List.of(Workers.join(byPassword), Workers.join(byRecovery));
        }

        private Unlocker lock(Secret secret) {
            try {
                return lock.lock(master, secret, account);
            } catch (UnlockingBusyException busy) {
                throw new Fault(FaultCode.BUSY, String.valueOf(busy.getMessage()), busy);
            }
        }

        AccountHead record(Wish wish, Reservation agreed, List<Unlocker> unlockers) {
            Layout fileLayout = accountFileLayout(agreed.layout());
            BlockReference first = writeAccountFile(fileLayout);
            return new AccountHead(
                    account,
                    1,
                    keys.signingKey().verifyingKey(),
                    keys.receivingKey().publicKey(),
                    wish.neededSpace(),
                    wish.blockSizes(),
                    wish.compression(),
                    agreed.layout(),
                    fileLayout,
                    first,
                    unlockers,
                    NOTHING_OPEN,
                    SessionNotes.NONE,
                    new TreeMap<>(),
                    List.of());
        }

        private BlockReference writeAccountFile(Layout layout) {
            List<EncodedBlock> blocks = new ArrayList<>(1);
            BlockReference first =
                    coders.codeHere(
                            codec ->
                                    new AccountFileWriter(
                                                    account,
                                                    keys.accountFileKey(),
                                                    layout,
                                                    codec,
                                                    numbers)
                                            .create(blocks::add)
                                            .chain()
                                            .first());
            generations =
                    transfer.spread()
                            .spread(
                                    EncodedBlock.sign(blocks, keys.recordKey()),
                                    new AccountAccess(tokens, Overrides.NONE))
                            .generations();
            return first;
        }

        void commit(AccountHead head) {
            SignedHead signed = SignedHead.sign(head, keys.signingKey());
            HeadAnswer answer =
                    placement.swapHead(
                            "Bearer " + tokens.tokenForPlacement(Scope.COMMIT),
                            account,
                            new HeadSwap(ByteString.of(signed.toBytes()), null, generations));
            ByteString countersigned = answer.countersigned();
            if (countersigned == null) {
                throw new Fault(
                        FaultCode.INTERNAL,
                        "placement did not countersign the first head of account " + account);
            }
            CountersignedHead current = CountersignedHead.ofBytes(countersigned.toArray());
            transfer.heads().keep(current);
            contracts.confirm(current);
        }
    }

    /// Of the same width as files, or level 2 at most.
    private static Layout accountFileLayout(Layout files) {
        return files instanceof WholeGroup whole
                        && whole.group().level().value() > ACCOUNT_FILE_LEVEL
                ? new WholeGroup(
                        whole.code(),
                        new CarrierGroup(
                                whole.group().first(), new ReliabilityLevel(ACCOUNT_FILE_LEVEL)))
                : files;
    }
}
