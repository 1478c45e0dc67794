package dev.stowage.customer.session;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Commits;
import dev.stowage.customer.session.Passwords.Proved;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.key.Unlocker;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a login leaves to be done: the head is to list the session, and a password that is cheaper
/// to guess than new ones is to be wrapped anew. Nobody waits for it; what fails is said in the log
/// and done at a later login.
public final class LoginUpkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoginUpkeep.class);

    /// Accounts for which something is under way; what comes beyond waits for another login.
    private static final int MOST = 256;

    private final Workers workers;
    private final PasswordLock lock;
    private final Commits commits;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<OpenAccount> listing = ConcurrentHashMap.newKeySet();
    private final Set<OpenAccount> strengthening = ConcurrentHashMap.newKeySet();

    /// @param pause in which another commit may take the new sessions along
    public LoginUpkeep(Workers workers, PasswordLock lock, Commits commits, Duration pause) {
        this.workers = workers;
        this.lock = lock;
        this.commits = commits;
        this.pause = pause;
    }

    /// Sessions were opened: if no commit takes them along soon, one of their own does.
    void list(OpenAccount account) {
        begin(account, listing, () -> commitSessions(account));
    }

    /// The account was opened by a secret that was computed just now.
    void strengthen(OpenAccount account, Proved proved) {
        List<Unlocker> before = account.known().head().unlockers();
        if (proved.secret().kind() == Unlocker.Kind.PASSWORD && weak(before).isPresent()) {
            begin(account, strengthening, () -> strengthen(account, before, proved));
        }
    }

    private void begin(OpenAccount account, Set<OpenAccount> underWay, Work work) {
        if (closed.getCount() == 0 || underWay.size() >= MOST || !underWay.add(account)) {
            return;
        }
        var _ = workers.start(() -> run(account, underWay, work));
    }

    /// What is done in the background.
    private interface Work {
        void run() throws InterruptedException;
    }

    private boolean run(OpenAccount account, Set<OpenAccount> underWay, Work work) {
        try {
            work.run();
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Fault fault) {
            if (closed.getCount() > 0 && fault.code() != FaultCode.KEYS_ROTATED) {
                LOG.warn(
                        "account {}: what a login left to be done waits for another one: {}",
                        account.number(),
                        fault.getMessage());
            }
        } catch (RuntimeException failure) {
            LOG.error("account {}: what a login left to be done failed", account.number(), failure);
        } finally {
            underWay.remove(account);
        }
        return false;
    }

    private void commitSessions(OpenAccount account) throws InterruptedException {
        while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)
                && account.sessions().isAhead()) {
            var _ =
                    commits.changeHead(
                            account, head -> head.next(head.accountFile(), head.openRanges()));
        }
    }

    private void strengthen(OpenAccount account, List<Unlocker> before, Proved proved) {
        Unlocker weak = weak(before).orElseThrow();
        Unlocker strong =
                Passwords.unbusy(
                        () ->
                                lock.strengthen(
                                        weak, proved.master(), proved.secret(), account.number()));
        var _ = commits.changeHead(account, head -> Passwords.replaced(head, before, strong));
        LOG.info(
                "account {}: its password is wrapped with {} now", account.number(), strong.cost());
    }

    private Optional<Unlocker> weak(List<Unlocker> unlockers) {
        return unlockers.stream()
                .filter(each -> each.kind() == Unlocker.Kind.PASSWORD)
                .filter(lock::isWeak)
                .findFirst();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
