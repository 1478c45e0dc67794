package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.LyingPlacement;
import dev.stowage.customer.town.Town;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.customer.Rotated;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// New keys for an account that others have open, or write to.
class RotationBesideOthersTest extends RotatingAccount {

    @Test
    void anotherServiceNoticesAndOpensTheAccountAnew() {
        Storehouse other = town.storehouse();
        OpenAccount stale = Town.open(other, registered);
        String before = session(Town.PASSWORD);
        assertAllIsThere(other, stale);

        Rotated rotated = rotate();

        CountersignedHead current = head();
        assertFault(FaultCode.KEYS_ROTATED, () -> Town.put(other, stale, "no", new byte[9]));
        assertThat(head()).isEqualTo(current);
        assertFault(FaultCode.KEYS_ROTATED, stale::resolve);
        assertFault(
                FaultCode.KEYS_ROTATED, () -> other.sessions().authenticate(before, Town.CALLER));
        OpenAccount renewed =
                other.sessions().authenticate("Bearer " + rotated.token(), Town.CALLER);
        assertAllIsThere(other, renewed);
        put(other, renewed, "there", 4_000);
        assertAllIsThere(storehouse, open("Bearer " + rotated.token()));
    }

    @Test
    void anotherServiceThatHasNotNoticedLetsTheNewSessionAndThePasswordIn() {
        for (String way : List.of("session", "password")) {
            Storehouse other = town.storehouse();
            OpenAccount stale = Town.open(other, registered);
            Rotated rotated = rotate();
            String authorization =
                    way.equals("session")
                            ? "Bearer " + rotated.token()
                            : basic(registered.account() + ":" + Town.PASSWORD);

            OpenAccount renewed = other.sessions().authenticate(authorization, Town.CALLER);

            assertThat(renewed).isNotSameAs(stale);
            assertAllIsThere(other, renewed);
        }
    }

    @Test
    void aLargeWriteUnderWayInAnotherServiceEndsWithAClearFault() {
        Storehouse other = town.storehouse();
        OpenAccount stale = Town.open(other, registered);
        put(other, stale, "first", 3_000_000);
        Rotated rotated = rotate();
        CountersignedHead current = head();

        assertFault(
                FaultCode.KEYS_ROTATED, () -> Town.put(other, stale, "no", new byte[9_000_000]));

        assertThat(head()).isEqualTo(current);
        assertAllIsThere(storehouse, open("Bearer " + rotated.token()));
    }

    @Test
    void aPlacementThatForgotTheRotationIsFoundOut() {
        CountersignedHead old = head();
        var _ =
                storehouse
                        .keys()
                        .rotate(
                                Town.open(storehouse, registered),
                                new RotationRequest(Town.PASSWORD, OTHER_PASSWORD),
                                Town.CALLER);
        LyingPlacement between = new LyingPlacement();
        Storehouse newcomer = town.storehouseBehind(between);
        between.offerHeads(_ -> new HeadAnswer(old.head().version(), ByteString.of(old.toBytes())));

        assertFault(
                FaultCode.UNAUTHENTICATED,
                () ->
                        newcomer.sessions()
                                .authenticate(
                                        basic(registered.account() + ":" + Town.PASSWORD),
                                        Town.CALLER));
        assertAllIsThere(
                newcomer,
                newcomer.sessions()
                        .authenticate(
                                basic(registered.account() + ":" + OTHER_PASSWORD), Town.CALLER));
    }

    @Test
    void ofTwoRotationsAtOnceTheLaterOneCounts() throws Exception {
        Storehouse other = town.storehouse();
        List<Callable<Rotated>> both = new ArrayList<>();
        for (Storehouse each : List.of(storehouse, other)) {
            OpenAccount account = Town.open(each, registered);
            RotationRequest request = new RotationRequest(Town.PASSWORD, null);
            both.add(() -> each.keys().rotate(account, request, Town.CALLER));
        }
        List<Rotated> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Rotated> each : threads.invokeAll(both)) {
                if (each.state() == Future.State.SUCCESS) {
                    done.add(each.get());
                }
            }
        }
        Optional<Rotated> last =
                done.stream()
                        .filter(each -> each.rotation() == head().head().owner().rotation())
                        .findFirst();
        assertThat(last).isPresent();
        assertAllIsThere(storehouse, open(session(last.get().recoveryCode())));
    }

    @Test
    void writesBesideARotationHappenOrAreRefusedClearly() throws Exception {
        OpenAccount account = Town.open(storehouse, registered);
        Storehouse other = town.storehouse();
        OpenAccount there = Town.open(other, registered);
        List<Callable<String>> writes = new ArrayList<>();
        for (int writer = 0; writer < 12; writer++) {
            String path = "beside/" + writer;
            byte[] content = path.getBytes(StandardCharsets.UTF_8);
            boolean here = writer % 2 == 0;
            writes.add(
                    () -> {
                        var _ =
                                Town.put(
                                        here ? storehouse : other,
                                        here ? account : there,
                                        path,
                                        content);
                        return path;
                    });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Rotated> rotation = threads.submit(this::rotate);
            for (Future<String> write : threads.invokeAll(writes)) {
                if (write.state() == Future.State.SUCCESS) {
                    String path = write.get();
                    contents.put(path, path.getBytes(StandardCharsets.UTF_8));
                } else {
                    assertThat(write.exceptionNow())
                            .isInstanceOfSatisfying(
                                    Fault.class,
                                    fault ->
                                            assertThat(fault.code())
                                                    .isEqualTo(FaultCode.KEYS_ROTATED));
                }
            }
            assertAllIsThere(storehouse, open("Bearer " + rotation.get().token()));
        }
    }
}
