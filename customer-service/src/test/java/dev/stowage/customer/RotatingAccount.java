package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.town.Town;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.Rotated;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An account with some files, whose keys are rotated.
abstract class RotatingAccount {

    static final String OTHER_PASSWORD = "nine brown otters at dusk";

    @TempDir Path directory;
    final Map<String, byte[]> contents = new TreeMap<>();
    Town town;
    Storehouse storehouse;
    Registered registered;

    @BeforeEach
    void storeSome() {
        town = new Town(4, directory);
        storehouse = town.storehouse();
        registered = storehouse.register().register(Town.wish(4));
        OpenAccount account = Town.open(storehouse, registered);
        put(account, "empty", 0);
        put(account, "folder/small", 100);
        put(account, "folder/large", 5_000_000);
    }

    @AfterEach
    void close() {
        town.close();
    }

    void put(OpenAccount account, String path, int size) {
        put(storehouse, account, path, size);
    }

    void put(Storehouse house, OpenAccount account, String path, int size) {
        byte[] content = new byte[size];
        new Random(path.hashCode()).nextBytes(content);
        var _ = Town.put(house, account, path, content);
        contents.put(path, content);
    }

    void assertAllIsThere(Storehouse house, OpenAccount account) {
        contents.forEach(
                (path, content) ->
                        assertThat(Town.get(house, account, path)).as(path).isEqualTo(content));
        assertThat(account.resolve().catalogue().files()).isEqualTo(contents.size());
    }

    String session(String password) {
        return "Bearer "
                + storehouse
                        .sessions()
                        .open(new SessionRequest(registered.account(), password), Town.CALLER)
                        .token();
    }

    OpenAccount open(String authorization) {
        return storehouse.sessions().authenticate(authorization, Town.CALLER);
    }

    Rotated rotate() {
        return rotateBy(storehouse);
    }

    Rotated rotateBy(Storehouse by) {
        return by.keys()
                .rotate(
                        Town.open(by, registered),
                        new RotationRequest(Town.PASSWORD, null),
                        Town.CALLER);
    }

    CountersignedHead head() {
        return town.placement().headOf(registered.account()).orElseThrow();
    }

    static void assertFault(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
