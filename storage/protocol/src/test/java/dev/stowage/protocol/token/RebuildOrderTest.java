package dev.stowage.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.verification.decoder.DecoderTrial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RebuildOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AccountNumber ACCOUNT = new AccountNumber(7);
    private static final CarrierGroup GROUP = CarrierGroup.valueOf("8/0");
    private static final SupplierId REBUILDER = new SupplierId(new UUID(3, 4));
    private static final SigningKey PLACEMENT = SigningKey.ofSeed(new byte[32]);
    private static final SigningKey OWNER = SigningKey.ofSeed(ownersSeed());
    private static final RebuildOrder ORDER = order(NOW, NOW.plusSeconds(3600));

    private static RebuildOrder order(Instant issued, Instant expires) {
        return new RebuildOrder(
                new UUID(1, 2),
                ACCOUNT,
                OWNER.verifyingKey(),
                GROUP,
                CarrierSet.of(List.of(new CarrierId(10), new CarrierId(11))),
                new BlockNumber(100),
                new BlockNumber(200),
                REBUILDER,
                issued,
                expires);
    }

    private static byte[] ownersSeed() {
        byte[] seed = new byte[32];
        seed[0] = 1;
        return seed;
    }

    private static RebuildOrder verify(RebuildOrder order) {
        return verify(order.sign(PLACEMENT), REBUILDER);
    }

    private static RebuildOrder verify(String token, SupplierId rebuilder) {
        return RebuildOrder.verify(token, PLACEMENT.verifyingKey(), rebuilder, CLOCK);
    }

    private static void refused(FaultCode code, Runnable call) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(call::run)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void saysWhatPlacementSigned() {
        assertThat(verify(ORDER)).isEqualTo(ORDER);
    }

    @Test
    void thePrintedOrderIsReadAndWritten() throws Exception {
        String page = Files.readString(Path.of("../../docs/format.md"));

        assertThat(page.replaceAll("\\s", "")).contains(ORDER.sign(PLACEMENT));
    }

    /// Every other one is more than 127 from the one before, which takes two bytes: in a group of
    /// 131,072 it can hardly be more of them.
    @Test
    void aHeaderBearsAsManyCarriersAsMayBe() {
        CarrierGroup widest = CarrierGroup.valueOf("0/7");
        List<CarrierId> carriers =
                LongStream.range(0, RebuildOrder.MOST_CARRIERS)
                        .map(index -> index + 128 * Math.min(index / 2, 1000))
                        .mapToObj(CarrierId::new)
                        .toList();
        RebuildOrder order =
                new RebuildOrder(
                        new UUID(-1, -2),
                        new AccountNumber(4_294_901_759L),
                        OWNER.verifyingKey(),
                        widest,
                        CarrierSet.of(carriers),
                        BlockNumber.FIRST,
                        new BlockNumber(-1),
                        REBUILDER,
                        NOW,
                        NOW.plusSeconds(3600));

        assertThat(order.sign(PLACEMENT)).hasSizeLessThan(6500);
        assertThat(verify(order)).isEqualTo(order);
    }

    @Test
    void isRefusedFromOthersAndInOtherHands() {
        SigningKey stranger = SigningKey.random(new SecureRandom());
        refused(FaultCode.TOKEN_REFUSED, () -> verify(ORDER.sign(stranger), REBUILDER));
        refused(
                FaultCode.TOKEN_REFUSED,
                () -> verify(ORDER.sign(PLACEMENT), new SupplierId(new UUID(3, 5))));
    }

    @Test
    void holdsFromItsTimeToItsEndWithTheSkewOfClocks() {
        Duration skew = JsonWebToken.SKEW;
        for (long seconds : new long[] {-1, 0}) {
            verify(order(NOW.plus(skew).plusSeconds(seconds), NOW.plusSeconds(3600)));
            verify(order(NOW.minusSeconds(3600), NOW.minus(skew).minusSeconds(seconds)));
        }
        refused(
                FaultCode.TOKEN_REFUSED,
                () -> verify(order(NOW.plus(skew).plusSeconds(1), NOW.plusSeconds(3600))));
        refused(
                FaultCode.TOKEN_EXPIRED,
                () -> verify(order(NOW.minusSeconds(3600), NOW.minus(skew).minusSeconds(1))));
    }

    @Test
    void livesForADayAtMost() {
        verify(order(NOW, NOW.plus(RebuildOrder.MAX_LIFE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order(NOW, NOW.plus(RebuildOrder.MAX_LIFE).plusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> order(NOW, NOW));
    }

    @Test
    void isAboutCarriersOfItsGroupAndOfOneAtLeast() {
        for (List<CarrierId> carriers :
                List.of(List.<CarrierId>of(), List.of(new CarrierId(8), new CarrierId(16)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    new RebuildOrder(
                                            new UUID(1, 2),
                                            ACCOUNT,
                                            OWNER.verifyingKey(),
                                            GROUP,
                                            CarrierSet.of(carriers),
                                            new BlockNumber(1),
                                            new BlockNumber(2),
                                            REBUILDER,
                                            NOW,
                                            NOW.plusSeconds(1)));
        }
    }

    @Test
    void coversItsBlocksAndNoOthers() {
        for (long block : new long[] {100, 101, 200}) {
            assertThat(ORDER.covers(new Address(ACCOUNT, new BlockNumber(block), GROUP))).isTrue();
        }
        for (long block : new long[] {0, 99, 201, -1}) {
            assertThat(ORDER.covers(new Address(ACCOUNT, new BlockNumber(block), GROUP))).isFalse();
        }
        BlockNumber block = new BlockNumber(150);
        assertThat(ORDER.covers(new Address(new AccountNumber(8), block, GROUP))).isFalse();
        assertThat(ORDER.covers(new Address(ACCOUNT, block, CarrierGroup.valueOf("8/1"))))
                .isFalse();
    }

    @Test
    void othersAreReadOrRefused() {
        byte[] right = ORDER.sign(PLACEMENT).getBytes(StandardCharsets.US_ASCII);
        assertThat(
                        new DecoderTrial(
                                        "rebuild order",
                                        each ->
                                                verify(
                                                        new String(each, StandardCharsets.UTF_8),
                                                        REBUILDER),
                                        Set.of(Fault.class),
                                        1 << 20)
                                .run(right, 1, 5_000))
                .isEmpty();
    }

    /// What placement signed by mistake is refused, too, and nothing else happens.
    @Test
    void otherClaimsOfPlacementAreReadOrRefused() {
        byte[] right = ORDER.sign(PLACEMENT).split("\\.")[1].getBytes(StandardCharsets.US_ASCII);
        byte[] claims = Base64.getUrlDecoder().decode(right);
        assertThat(
                        new DecoderTrial(
                                        "claims of a rebuild order",
                                        each -> verify(signed(each), REBUILDER),
                                        Set.of(Fault.class),
                                        1 << 20)
                                .run(claims, 1, 3_000))
                .isEmpty();
    }

    private static String signed(byte[] claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String header = ORDER.sign(PLACEMENT).split("\\.")[0];
        String content = header + "." + base64.encodeToString(claims);
        byte[] signature = PLACEMENT.sign(content.getBytes(StandardCharsets.US_ASCII)).toBytes();
        return content + "." + base64.encodeToString(signature);
    }
}
