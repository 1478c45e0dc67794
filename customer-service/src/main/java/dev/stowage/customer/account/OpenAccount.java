package dev.stowage.customer.account;

import dev.stowage.format.account.AccountFile;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.token.AccountAccess;
import dev.stowage.transfer.token.SignedAccountTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An account whose keys are at hand. Safe for many threads.
public final class OpenAccount {

    /// After these, suppliers are asked for the head instead of placement.
    private static final Set<FaultCode> PLACEMENT_IS_AWAY =
            Set.of(
                    FaultCode.PLACEMENT_AWAY,
                    FaultCode.TIMED_OUT,
                    FaultCode.BUSY,
                    FaultCode.HEAD_REFUSED);

    private final MasterKey master;
    private final AccountKeys keys;
    private final SignedAccountTokens tokens;
    private final NumberPool numbers;
    private final GrantedLayouts granted = new GrantedLayouts();
    private final FreedBytes freed = new FreedBytes();
    private final SessionBook sessions;
    private final Clock clock;
    private final HeadSource heads;
    private final AccountFiles files;
    private final SharedAnswer<AccountState> strictly = new SharedAnswer<>(this::refreshStrictly);
    private final SharedAnswer<AccountState> somehow = new SharedAnswer<>(this::refreshSomehow);
    private AccountState state;
    private volatile @Nullable SignedClosing closing;
    private Instant heard;
    private volatile boolean rotated;

    /// @param state at first
    OpenAccount(
            MasterKey master,
            AccountKeys keys,
            SignedAccountTokens tokens,
            NumberPool numbers,
            HeadSource heads,
            AccountFiles files,
            AccountState state,
            Clock clock) {
        this.master = master;
        this.keys = keys;
        this.tokens = tokens;
        this.numbers = numbers;
        this.heads = heads;
        this.files = files;
        this.state = state;
        this.clock = clock;
        this.heard = Instant.EPOCH;
        this.sessions = new SessionBook(keys, clock);
    }

    public AccountNumber number() {
        return keys.account();
    }

    public AccountKeys keys() {
        return keys;
    }

    public SignedAccountTokens tokens() {
        return tokens;
    }

    /// How it reaches its suppliers, by the newest head that is known here.
    public AccountAccess access() {
        return new AccountAccess(tokens, known().head().holders());
    }

    public NumberPool numbers() {
        return numbers;
    }

    /// Its keys were replaced: these open nothing any more.
    void retire() {
        rotated = true;
    }

    /// Whether somebody has noticed that its keys were replaced.
    boolean isRetired() {
        return rotated;
    }

    /// @throws Fault `keys-rotated` if its keys were replaced, as far as is known here
    public void requireCurrentKeys() {
        if (rotated) {
            throw HeadSource.rotated(number());
        }
    }

    /// The newest closing of the account, as far as is known here.
    public Optional<SignedClosing> closing() {
        return Optional.ofNullable(closing);
    }

    /// What placement said, or this service did. Absent if the account never was closed.
    public void note(@Nullable SignedClosing newest) {
        closing = newest;
    }

    /// When the account is gone; absent unless it is closed, as far as is known here.
    public @Nullable Instant goneAt() {
        return closing()
                .map(SignedClosing::closing)
                .filter(Closing::ends)
                .map(Closing::at)
                .orElse(null);
    }

    /// @throws Fault `account-closing` if nothing can be changed any more, as far as is known here
    public void requireOpen() {
        Instant at = goneAt();
        if (at != null) {
            throw new Fault(
                            FaultCode.ACCOUNT_CLOSING,
                            "account %s is being closed, it is gone at %s: take that back first"
                                    .formatted(number(), at))
                    .with("goneAt", at.toString());
        }
    }

    /// Why something failed: suppliers refuse whoever has a former key.
    public Fault reason(Fault fault) {
        if (fault.code() == FaultCode.TOO_FEW_SUPPLIERS) {
            try {
                AccountState _ = resolveStrictly();
            } catch (Fault other) {
                return other.code() == FaultCode.KEYS_ROTATED ? other : fault;
            }
        }
        return fault;
    }

    /// Layouts that its suppliers have granted a short while ago.
    public GrantedLayouts granted() {
        return granted;
    }

    /// What was freed of which suppliers do not know yet.
    public FreedBytes freed() {
        return freed;
    }

    public SessionBook sessions() {
        return sessions;
    }

    /// The layout of files that ask for no other.
    public Layout layout() {
        return known().head().layout();
    }

    boolean isOpenedBy(MasterKey candidate) {
        return master.equals(candidate);
    }

    /// The newest state that is known here; another service may have committed a newer one.
    public synchronized AccountState known() {
        return state;
    }

    /// The current state, for reading: while placement is away, the highest that suppliers keep, or
    /// at least the newest that is known.
    public AccountState resolve() {
        return somehow.get();
    }

    /// A state that was the current one so long ago at most; while neither placement nor enough
    /// suppliers answer, the newest that is known.
    public AccountState resolveWithin(Duration age) {
        Instant now = clock.instant();
        synchronized (this) {
            if (!now.isBefore(heard) && !heard.isBefore(now.minus(age))) {
                return state;
            }
        }
        return resolve();
    }

    /// The current state as placement says.
    ///
    /// @throws Fault `placement-away`
    public AccountState resolveStrictly() {
        return strictly.get();
    }

    /// A newer state is known.
    public synchronized AccountState advance(AccountState newer) {
        if (newer.version() > state.version()) {
            state = newer;
        }
        return state;
    }

    private synchronized void hear(Instant asked) {
        heard = asked;
    }

    private AccountState refreshStrictly() {
        requireCurrentKeys();
        return hearing(() -> heads.newerThan(known().countersigned(), this::note));
    }

    private AccountState hearing(Supplier<Optional<CountersignedHead>> question) {
        Instant asked = clock.instant();
        try {
            AccountState current = advanceTo(question.get());
            hear(asked);
            return current;
        } catch (Fault fault) {
            if (fault.code() == FaultCode.KEYS_ROTATED) {
                retire();
            }
            throw fault;
        }
    }

    private AccountState refreshSomehow() {
        try {
            return strictly.get();
        } catch (Fault fault) {
            if (!PLACEMENT_IS_AWAY.contains(fault.code())) {
                throw fault;
            }
        }
        try {
            return hearing(() -> heads.newerAmongSuppliers(known().countersigned()));
        } catch (Fault tooFew) {
            requireCurrentKeys();
            return known();
        }
    }

    private AccountState advanceTo(Optional<CountersignedHead> newer) {
        AccountState before = known();
        if (newer.isEmpty()) {
            return before;
        }
        AccountHead head = newer.get().head();
        AccountFile file = files.read(head, keys, tokens, Optional.of(before.file()));
        return advance(new AccountState(newer.get(), file));
    }

    /// Bytes that the account takes in memory, roughly.
    long footprint() {
        return known().catalogue().footprint();
    }

    @Override
    public String toString() {
        return "OpenAccount " + number();
    }
}
