package dev.stowage.verification.benchmarks.account;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.join.DoubtfulPlacement;
import dev.stowage.customer.join.Membership;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.secret.SecretFile;
import dev.stowage.customer.session.Caller;
import dev.stowage.customer.storehouse.Bounds;
import dev.stowage.customer.storehouse.Opening;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.storehouse.Storehouse.Surroundings;
import dev.stowage.customer.upload.Body;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.Pepper;
import dev.stowage.format.key.UnlockCost;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.TransferSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// A customer-service without its HTTP door, whose calls to the others are counted.
final class House implements AutoCloseable {

    private static final String PASSWORD = "seven grey herons at dawn";
    private static final long SPACE = 32L << 30;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration READY = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 100;
    private static final Caller CALLER =
            new Caller(ClientNetwork.of(InetAddress.getLoopbackAddress()), "benchmark");
    private static final int PROCESSORS = 2;
    private static final Bounds BOUNDS =
            new Bounds(
                    128 << 20,
                    PROCESSORS,
                    100,
                    4L << 30,
                    2,
                    UnlockCost.DEFAULT,
                    UnlockCost.MOST,
                    Duration.ofHours(12),
                    Duration.ofDays(7),
                    Duration.ofDays(30));

    private final Traffic traffic = new Traffic();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final ApiClients clients = new ApiClients(SILENCE, observations);
    private final Path directory;
    private final Membership membership;
    private final PlacementApi placement;
    private final Opening opening;

    private House(Path directory, URI placementUrl, String joinCode) {
        this.directory = directory;
        this.placement =
                DoubtfulPlacement.around(
                        PlacementApi.class,
                        traffic.counting(
                                clients.client(
                                        PlacementApi.class,
                                        placementUrl,
                                        FaultCode.PLACEMENT_AWAY)));
        this.membership =
                new Membership(
                        SigningKey.random(random),
                        new SecretFile(directory.resolve("membership.json")),
                        placement,
                        joinCode,
                        clock);
        this.opening = new Opening(membership, this::build, random);
    }

    static House open(Path directory, URI placementUrl, String joinCode)
            throws InterruptedException {
        House house = new House(directory, placementUrl, joinCode);
        house.opening.start();
        var _ = house.untilReady(house.opening);
        return house;
    }

    private Storehouse build(Joined joined) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Transfer transfer =
                Transfer.open(
                        TransferSettings.standard(directory.resolve("spool")),
                        placement,
                        joined.placementKey(),
                        membership.tokens(),
                        url ->
                                traffic.counting(
                                        clients.client(
                                                SupplierApi.class, url, FaultCode.SUPPLIER_AWAY)),
                        _ -> {},
                        meters,
                        observations,
                        clock);
        return Storehouse.build(
                new Surroundings(
                        placement,
                        joined.placementKey(),
                        membership.tokens(),
                        transfer,
                        Pepper.random(random),
                        meters,
                        observations,
                        random,
                        clock),
                BOUNDS);
    }

    /// Suppliers join and carriers are formed while this waits.
    private <T> T untilReady(Supplier<T> work) throws InterruptedException {
        long end = System.nanoTime() + READY.toNanos();
        while (true) {
            try {
                return work.get();
            } catch (Fault notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    Storehouse storehouse() {
        return opening.get();
    }

    Traffic traffic() {
        return traffic;
    }

    Clock clock() {
        return clock;
    }

    SecureRandom random() {
        return random;
    }

    /// A new account on four suppliers.
    AccountNumber register() throws InterruptedException {
        RegisterRequest wish =
                new RegisterRequest(PASSWORD, SPACE, 4, null, null, null, null, null, null);
        return untilReady(() -> storehouse().register().register(wish)).account();
    }

    OpenAccount open(AccountNumber account) {
        String token =
                storehouse().sessions().open(new SessionRequest(account, PASSWORD), CALLER).token();
        return storehouse().sessions().authenticate("Bearer " + token, CALLER);
    }

    void put(OpenAccount account, String path, byte... content) {
        Body body =
                new Body(
                        new ByteArrayInputStream(content),
                        OptionalLong.of(content.length),
                        Optional.empty());
        storehouse()
                .upload()
                .upload(account, new FilePath(path), FileWish.NONE, Precondition.NONE, body);
    }

    @Override
    public void close() {
        opening.close();
        clients.close();
    }
}
