package dev.stowage.cluster.walk;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Proposal;
import dev.stowage.customer.commit.Seen;
import dev.stowage.customer.download.Content;
import dev.stowage.customer.finding.FindingReports;
import dev.stowage.customer.join.DoubtfulPlacement;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.session.Caller;
import dev.stowage.customer.storehouse.Bounds;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.storehouse.Storehouse.Surroundings;
import dev.stowage.customer.upload.Body;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.Pepper;
import dev.stowage.format.key.UnlockCost;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.format.live.Survey;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.TransferSettings;
import dev.stowage.transfer.gather.FindingBuffer;
import dev.stowage.transfer.token.SignedServiceTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A customer-service without its door, and the one account that it serves.
final class Office implements AutoCloseable {

    private static final String PASSWORD = "seven grey herons at dawn";
    private static final long SPACE = 1L << 30;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Holders of a head that do not answer are asked again and again until then.
    private static final Duration HEADS = Duration.ofMillis(500);

    private static final Duration SESSION = Duration.ofDays(30);
    private static final Caller CALLER =
            new Caller(ClientNetwork.of(InetAddress.getLoopbackAddress()), "a walk");
    private static final Bounds BOUNDS =
            new Bounds(
                    64 << 20,
                    1,
                    100,
                    64 << 20,
                    4,
                    UnlockCost.DEFAULT,
                    UnlockCost.MOST,
                    SESSION,
                    Duration.ofDays(7),
                    Duration.ofDays(30));

    private final Path directory;
    private final HandTurnedClock clock;
    private final SecureRandom random;
    private final PlacementApi placement;
    private final Function<URI, SupplierApi> suppliers;
    private final Pepper pepper;
    private final SigningKey identity;
    private final Joined joined;
    private final SignedServiceTokens tokens;
    private int services;
    private @Nullable Storehouse storehouse;
    private @Nullable Transfer transfer;
    private @Nullable FindingReports reports;
    private @Nullable OpenAccount account;
    private String session = "";

    Office(
            Path directory,
            HandTurnedClock clock,
            SecureRandom random,
            PlacementApi placement,
            Function<URI, SupplierApi> suppliers) {
        this.directory = directory;
        this.clock = clock;
        this.random = random;
        this.placement = DoubtfulPlacement.around(PlacementApi.class, placement);
        this.suppliers = suppliers;
        this.pepper = Pepper.random(random);
        this.identity = SigningKey.random(random);
        this.joined = placement.join(joinRequest(identity));
        this.tokens = new SignedServiceTokens(joined::certificate, identity, clock);
    }

    private static JoinRequest joinRequest(SigningKey key) {
        byte[] message = ("stowage join 1" + SmallHouse.JOIN_CODE).getBytes(StandardCharsets.UTF_8);
        String proof =
                Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(message).toBytes());
        return new JoinRequest(
                SmallHouse.JOIN_CODE, ServiceRole.CUSTOMER, key.verifyingKey(), proof, List.of());
    }

    /// Begins with an empty spool.
    void open() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry observations = ObservationRegistry.create();
        FindingBuffer findings = new FindingBuffer(1000, meters, clock);
        reports = new FindingReports(findings, placement, tokens, meters);
        Path spool = directory.resolve("spool-" + services++);
        Transfer opened =
                Transfer.open(
                        new TransferSettings(
                                spool,
                                64 << 20,
                                64 << 20,
                                64 << 20,
                                16 << 20,
                                PATIENCE,
                                Duration.ofMillis(200),
                                PATIENCE,
                                Duration.ofMillis(200),
                                HEADS),
                        placement,
                        joined.placementKey(),
                        tokens,
                        suppliers,
                        findings,
                        meters,
                        observations,
                        clock);
        transfer = opened;
        storehouse =
                Storehouse.build(
                        new Surroundings(
                                placement,
                                joined.placementKey(),
                                tokens,
                                opened,
                                pepper,
                                meters,
                                observations,
                                random,
                                clock),
                        BOUNDS);
    }

    /// The one that was is gone with all that it kept; another one takes its place.
    void replace() {
        close();
        open();
    }

    void register(int width) throws InterruptedException {
        AccountNumber number =
                storehouse()
                        .register()
                        .register(
                                new RegisterRequest(
                                        PASSWORD, SPACE, width, null, null, null, null, null, null))
                        .account();
        session =
                storehouse().sessions().open(new SessionRequest(number, PASSWORD), CALLER).token();
        enter();
        settle();
    }

    private void enter() {
        account = storehouse().sessions().authenticate("Bearer " + session, CALLER);
    }

    private Storehouse storehouse() {
        return Objects.requireNonNull(storehouse);
    }

    /// The account; opened now, if that was not possible before.
    ///
    /// @throws Fault if it cannot be opened now
    OpenAccount account() {
        if (account == null) {
            enter();
        }
        return Objects.requireNonNull(account);
    }

    /// What it says of itself, asked of placement.
    AccountState state() {
        return account().resolveStrictly();
    }

    String authorization() {
        return "Bearer " + tokens.tokenFor(AccountToken.PLACEMENT);
    }

    void put(String path, byte[] content) {
        Body body =
                new Body(
                        new ByteArrayInputStream(content),
                        OptionalLong.of(content.length),
                        Optional.empty());
        Object _ =
                storehouse()
                        .upload()
                        .upload(
                                account(),
                                new FilePath(path),
                                FileWish.NONE,
                                Precondition.NONE,
                                body);
    }

    void delete(String path) {
        FilePath file = new FilePath(path);
        OpenAccount open = account();
        Object _ =
                storehouse()
                        .commits()
                        .commit(
                                open,
                                new Proposal.Removal(
                                        file, Precondition.NONE, Seen.now(open, file)));
    }

    byte[] get(String path) {
        OpenAccount open = account();
        FileEntry file = storehouse().download().resolve(open, new FilePath(path));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Content content = storehouse().download().download(open, file, 0, file.size())) {
            for (Optional<ByteBuffer> some = content.next();
                    some.isPresent();
                    some = content.next()) {
                byte[] part = new byte[some.get().remaining()];
                some.get().get(part);
                bytes.writeBytes(part);
            }
        }
        return bytes.toByteArray();
    }

    /// The live sets as of now, left with every supplier at a URL.
    ///
    /// @return how many took one
    int leaveLiveSets(List<Member> members) {
        OpenAccount open = account();
        AccountState now = state();
        int taken = 0;
        for (LiveSet set : Survey.of(now.head(), now.file())) {
            SignedLiveSet signed = SignedLiveSet.sign(set, open.keys().signingKey());
            for (Member member : members) {
                taken += member.isUp() && offer(open, signed, member) ? 1 : 0;
            }
        }
        return taken;
    }

    private static boolean offer(OpenAccount open, SignedLiveSet signed, Member member) {
        try {
            SupplierId id = member.id().orElseThrow();
            String token = "Bearer " + open.tokens().tokenFor(id, Scope.COLLECT);
            Object _ = member.door().toCustomers().keepLiveSet(token, open.number(), signed);
            return true;
        } catch (Fault refused) {
            return false;
        }
    }

    /// Readers tell what they found.
    void report() {
        if (reports != null) {
            boolean _ = reports.reportAll();
        }
    }

    /// Waits until nothing travels any more.
    void settle() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (transfer != null
                && transfer.threads().running() > 0
                && System.nanoTime() - end < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        Storehouse open = storehouse;
        account = null;
        if (open != null) {
            open.close();
        }
    }
}
