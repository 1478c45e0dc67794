package dev.stowage.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.storehouse.Storehouse.Windows;
import dev.stowage.customer.town.Town;
import dev.stowage.customer.upload.Body;
import dev.stowage.customer.window.Window;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.signature.Digest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    @TempDir Path directory;
    private Town town;
    private Storehouse storehouse;
    private OpenAccount account;

    @BeforeEach
    void moveIn() {
        town = new Town(4, directory);
        storehouse = town.storehouse();
        account = Town.register(storehouse, Town.wish(4));
    }

    @AfterEach
    void moveOut() {
        town.close();
    }

    /// So many bytes, then the client is gone.
    private static final class Vanishing extends InputStream {

        private final Random random = new Random(7);
        private long left;

        Vanishing(long length) {
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("connection reset by peer");
            }
            int count = (int) Math.min(left, Math.min(length, 8192));
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            System.arraycopy(bytes, 0, target, offset, count);
            left -= count;
            return count;
        }
    }

    private void upload(InputStream in, OptionalLong announced, Optional<Digest> digest) {
        storehouse
                .upload()
                .upload(
                        account,
                        new FilePath("file"),
                        FileWish.NONE,
                        Precondition.NONE,
                        new Body(in, announced, digest));
    }

    private static void assertFault(FaultCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    private void assertNothingHappened() {
        assertThat(account.resolve().catalogue().files()).isZero();
        Windows windows = storehouse.windows();
        for (Window window :
                List.of(windows.upload(), windows.small(), windows.commit(), windows.download())) {
            awaitNothingInUse(window);
        }
    }

    /// Late records hold their memory a little longer.
    private static void awaitNothingInUse(Window window) {
        while (window.inUse() > 0) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000, 3 << 20, 20 << 20})
    void recordsNothingWhenTheClientGoesAway(long sent) {
        assertFault(
                FaultCode.BODY_INCOMPLETE,
                () -> upload(new Vanishing(sent), OptionalLong.of(40 << 20), Optional.empty()));
        assertNothingHappened();
        assertFault(
                FaultCode.BODY_INCOMPLETE,
                () -> upload(new Vanishing(sent), OptionalLong.empty(), Optional.empty()));
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 6 << 20})
    void recordsNothingWhenTheBodyIsShorterThanAnnounced(int length) {
        assertFault(
                FaultCode.BODY_INCOMPLETE,
                () ->
                        upload(
                                new ByteArrayInputStream(new byte[length]),
                                OptionalLong.of(length + 1),
                                Optional.empty()));
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 1 << 20, 4 << 20, 6 << 20})
    void recordsNothingWhenTheBodyIsLongerThanAnnounced(int announced) {
        for (int more : new int[] {1, 3 << 20}) {
            assertFault(
                    FaultCode.BODY_TOO_LARGE,
                    () ->
                            upload(
                                    new ByteArrayInputStream(new byte[announced + more]),
                                    OptionalLong.of(announced),
                                    Optional.empty()));
            assertNothingHappened();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 6 << 20})
    void checksTheDigest(int length) {
        byte[] content = new byte[length];
        Digest right = Digest.of(ByteBuffer.wrap(content));
        Digest wrong = Digest.of(ByteBuffer.wrap(new byte[] {1}));

        assertFault(
                FaultCode.DIGEST_MISMATCH,
                () ->
                        upload(
                                new ByteArrayInputStream(content),
                                OptionalLong.of(length),
                                Optional.of(wrong)));
        assertNothingHappened();

        upload(new ByteArrayInputStream(content), OptionalLong.of(length), Optional.of(right));
        assertThat(storehouse.download().resolve(account, new FilePath("file")).content())
                .isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 9 << 20})
    void storesABodyWhoseLengthNobodyKnows(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);

        upload(new ByteArrayInputStream(content), OptionalLong.empty(), Optional.empty());

        assertThat(Town.get(storehouse, account, "file")).isEqualTo(content);
    }

    @Test
    void neverHasMoreInMemoryThanTheWindow() {
        Storehouse narrow = town.storehouse(Town.bounds(48 << 20));
        long window = narrow.windows().upload().size();
        AtomicLong most = new AtomicLong();
        byte[] content = new byte[60 << 20];
        new Random(1).nextBytes(content);
        InputStream watched =
                new ByteArrayInputStream(content) {
                    @Override
                    public int read(byte[] target, int offset, int length) {
                        most.accumulateAndGet(narrow.windows().upload().inUse(), Math::max);
                        return super.read(target, offset, length);
                    }
                };

        narrow.upload()
                .upload(
                        account,
                        new FilePath("file"),
                        FileWish.NONE,
                        Precondition.NONE,
                        new Body(watched, OptionalLong.of(content.length), Optional.empty()));

        assertThat(most.get()).isPositive().isLessThanOrEqualTo(window);
        awaitNothingInUse(narrow.windows().upload());
        assertThat(Town.get(narrow, account, "file")).isEqualTo(content);
        assertThat(narrow.windows().download().inUse()).isZero();
    }

    @Test
    void stopsReadingWhenSuppliersAreGone() {
        town.supplier(0).vanish();
        town.supplier(1).vanish();
        Vanishing endless = new Vanishing(Long.MAX_VALUE);

        assertFault(
                FaultCode.TOO_FEW_SUPPLIERS,
                () -> upload(endless, OptionalLong.empty(), Optional.empty()));

        assertNothingHappened();
    }
}
