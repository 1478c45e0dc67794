package dev.stowage.customer.storehouse;

import dev.stowage.customer.account.AccountFiles;
import dev.stowage.customer.account.HeadAlarm;
import dev.stowage.customer.account.HeadSource;
import dev.stowage.customer.account.OpenAccounts;
import dev.stowage.customer.commit.Commits;
import dev.stowage.customer.commit.GroupCommit;
import dev.stowage.customer.commit.HeadSwapper;
import dev.stowage.customer.commit.KeyRotation;
import dev.stowage.customer.commit.Snapshots;
import dev.stowage.customer.download.BlockCache;
import dev.stowage.customer.download.Download;
import dev.stowage.customer.health.Health;
import dev.stowage.customer.layout.Layouts;
import dev.stowage.customer.live.LiveSetCourier;
import dev.stowage.customer.register.Register;
import dev.stowage.customer.replacement.Replacements;
import dev.stowage.customer.session.AccountCloser;
import dev.stowage.customer.session.KeyRotator;
import dev.stowage.customer.session.LoginUpkeep;
import dev.stowage.customer.session.PasswordChanger;
import dev.stowage.customer.session.Passwords;
import dev.stowage.customer.session.Sessions;
import dev.stowage.customer.space.Quotas;
import dev.stowage.customer.space.Space;
import dev.stowage.customer.upload.Allowance;
import dev.stowage.customer.upload.Upload;
import dev.stowage.customer.window.BlockFrames;
import dev.stowage.customer.window.Window;
import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Steps;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.key.PasswordLock;
import dev.stowage.format.key.Pepper;
import dev.stowage.format.key.SessionSeal;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.token.ServiceTokens;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/// Everything that this service does, put together.
public record Storehouse(
        Sessions sessions,
        PasswordChanger passwords,
        KeyRotator keys,
        AccountCloser closer,
        Register register,
        Upload upload,
        Download download,
        Commits commits,
        Health health,
        Space space,
        Replacements replacements,
        OpenAccounts accounts,
        Windows windows,
        Runnable closing)
        implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// After which a login is listed even if nothing is written.
    private static final Duration LISTING = Duration.ofSeconds(3);

    /// The windows of the flows.
    public record Windows(Window upload, Window small, Window commit, Window download) {

        static Windows of(Bounds bounds, MeterRegistry meters) {
            Windows windows =
                    new Windows(
                            new Window(bounds.uploadWindow(), PATIENCE),
                            new Window(bounds.smallWindow(), PATIENCE),
                            new Window(bounds.commitWindow(), PATIENCE),
                            new Window(bounds.downloadWindow(), PATIENCE));
            gauge(meters, "upload", windows.upload);
            gauge(meters, "small", windows.small);
            gauge(meters, "commit", windows.commit);
            gauge(meters, "download", windows.download);
            return windows;
        }

        private static void gauge(MeterRegistry meters, String flow, Window window) {
            Gauge.builder("stowage.window.used", window, Window::inUse)
                    .tag("flow", flow)
                    .baseUnit("bytes")
                    .register(meters);
            Gauge.builder("stowage.window.size", window, Window::size)
                    .tag("flow", flow)
                    .baseUnit("bytes")
                    .register(meters);
        }
    }

    /// What comes from outside.
    ///
    /// @param services tokens of this service
    public record Surroundings(
            PlacementApi placement,
            VerifyingKey placementKey,
            ServiceTokens services,
            Transfer transfer,
            Pepper pepper,
            MeterRegistry meters,
            ObservationRegistry observations,
            SecureRandom random,
            Clock clock) {}

    public static Storehouse build(Surroundings from, Bounds bounds) {
        Transfer transfer = from.transfer();
        Workers workers = new Workers(bounds.processors(), from.observations());
        Coders coders = new Coders(workers, from.random());
        Windows windows = Windows.of(bounds, from.meters());
        Steps uploading = new Steps(from.meters(), "upload");

        HeadSource heads = headSource(from);
        OpenAccounts accounts = openAccounts(from, bounds, heads, coders, workers);
        HeadSwapper swapper = new HeadSwapper(from.placement(), heads, transfer.heads(), uploading);
        LiveSetCourier liveSets =
                new LiveSetCourier(
                        transfer.carriers(), transfer.suppliers(), workers, from.meters());
        Snapshots snapshots = snapshots(from, coders, workers, swapper, liveSets);
        Commits commits = commits(from, coders, windows, swapper, snapshots);
        PasswordLock lock = passwordLock(from, bounds);
        LoginUpkeep upkeep = new LoginUpkeep(workers, lock, commits, LISTING);
        Passwords passwords =
                new Passwords(heads, accounts, lock, upkeep, from.random(), from.clock());
        Sessions sessions = sessions(from, bounds, accounts, passwords, commits, upkeep);
        KeyRotation rotation = rotation(from, commits, coders, swapper, liveSets);
        Quotas quotas = new Quotas(transfer.carriers(), transfer.suppliers(), workers);
        return new Storehouse(
                sessions,
                new PasswordChanger(passwords, lock, commits),
                new KeyRotator(passwords, lock, accounts, rotation, sessions, from.random()),
                closer(from, bounds, passwords, quotas, workers),
                register(from, lock, coders, workers),
                upload(from, windows, coders, workers, commits, quotas, uploading),
                download(from, bounds, windows, coders, workers),
                commits,
                new Health(transfer.carriers(), transfer.suppliers(), transfer.spool(), workers),
                new Space(quotas, transfer),
                replacements(from, workers, commits),
                accounts,
                windows,
                () -> {
                    upkeep.close();
                    snapshots.close();
                    liveSets.close();
                    workers.close();
                    coders.close();
                    transfer.close();
                });
    }

    private static Upload upload(
            Surroundings from,
            Windows windows,
            Coders coders,
            Workers workers,
            Commits commits,
            Quotas quotas,
            Steps uploading) {
        Transfer transfer = from.transfer();
        return new Upload(
                new BlockFrames(windows.upload()),
                windows.small(),
                coders,
                workers,
                transfer.spread(),
                commits,
                new Layouts(
                        from.placement(),
                        transfer.carriers(),
                        transfer.suppliers(),
                        workers,
                        uploading,
                        from.clock()),
                new Allowance(quotas),
                uploading,
                from.random(),
                from.clock());
    }

    private static Replacements replacements(Surroundings from, Workers workers, Commits commits) {
        Transfer transfer = from.transfer();
        return new Replacements(
                from.placement(),
                transfer.suppliers(),
                transfer.heads(),
                workers,
                commits,
                new Steps(from.meters(), "replacement"));
    }

    private static AccountCloser closer(
            Surroundings from, Bounds bounds, Passwords passwords, Quotas quotas, Workers workers) {
        Transfer transfer = from.transfer();
        return new AccountCloser(
                from.placement(),
                passwords,
                quotas,
                transfer.suppliers(),
                workers,
                transfer.spool(),
                bounds.closingGrace(),
                from.clock());
    }

    private static PasswordLock passwordLock(Surroundings from, Bounds bounds) {
        return new PasswordLock(
                from.random(),
                bounds.passwordsAtOnce(),
                Duration.ofSeconds(10),
                bounds.passwordCost(),
                bounds.mostPasswordCost());
    }

    private static KeyRotation rotation(
            Surroundings from,
            Commits commits,
            Coders coders,
            HeadSwapper swapper,
            LiveSetCourier liveSets) {
        Transfer transfer = from.transfer();
        return new KeyRotation(
                commits,
                coders,
                transfer.spread(),
                transfer.carriers(),
                swapper,
                liveSets,
                new Steps(from.meters(), "rotation"));
    }

    private static HeadSource headSource(Surroundings from) {
        return new HeadSource(
                from.placement(),
                from.placementKey(),
                from.services(),
                from.transfer().heads(),
                new HeadAlarm(from.meters()));
    }

    private static Download download(
            Surroundings from, Bounds bounds, Windows windows, Coders coders, Workers workers) {
        return new Download(
                from.transfer().gather(),
                new BlockCache(bounds.cache()),
                windows.download(),
                coders,
                workers,
                new Steps(from.meters(), "download"));
    }

    private static OpenAccounts openAccounts(
            Surroundings from, Bounds bounds, HeadSource heads, Coders coders, Workers workers) {
        OpenAccounts accounts =
                new OpenAccounts(
                        from.placement(),
                        heads,
                        new AccountFiles(from.transfer().gather(), coders, workers),
                        from.transfer().spool(),
                        from.random(),
                        bounds.idleRanges(),
                        from.clock(),
                        bounds.openAccounts(),
                        bounds.accountBytes());
        Gauge.builder("stowage.accounts.open", accounts, OpenAccounts::size)
                .register(from.meters());
        return accounts;
    }

    private static Commits commits(
            Surroundings from,
            Coders coders,
            Windows windows,
            HeadSwapper swapper,
            Snapshots snapshots) {
        Transfer transfer = from.transfer();
        return new Commits(
                new GroupCommit(
                        coders,
                        transfer.spread(),
                        transfer.carriers(),
                        swapper,
                        windows.commit(),
                        new Steps(from.meters(), "commit")),
                swapper,
                snapshots);
    }

    private static Snapshots snapshots(
            Surroundings from,
            Coders coders,
            Workers workers,
            HeadSwapper swapper,
            LiveSetCourier liveSets) {
        Transfer transfer = from.transfer();
        return new Snapshots(
                coders,
                transfer.spread(),
                transfer.carriers(),
                swapper,
                liveSets,
                workers,
                new Steps(from.meters(), "account"));
    }

    private static Register register(
            Surroundings from, PasswordLock lock, Coders coders, Workers workers) {
        return new Register(
                from.placement(),
                from.services(),
                from.transfer(),
                lock,
                coders,
                workers,
                new Steps(from.meters(), "register"),
                from.random(),
                from.clock());
    }

    private static Sessions sessions(
            Surroundings from,
            Bounds bounds,
            OpenAccounts accounts,
            Passwords passwords,
            Commits commits,
            LoginUpkeep upkeep) {
        return new Sessions(
                accounts,
                passwords,
                commits,
                upkeep,
                new SessionSeal(from.pepper(), from.random(), from.clock()),
                from.random(),
                from.clock(),
                bounds.sessionLife());
    }

    /// Gives threads and transfer back.
    @Override
    public void close() {
        closing.run();
    }
}
