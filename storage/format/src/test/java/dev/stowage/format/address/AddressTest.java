package dev.stowage.format.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    private static Address address(long account, long block, long first, int level) {
        return new Address(
                new AccountNumber(account),
                new BlockNumber(block),
                new CarrierGroup(new CarrierId(first), new ReliabilityLevel(level)));
    }

    private static byte[] bytes(Address address) {
        ByteBuffer buffer = ByteBuffer.allocate(Address.BYTES);
        address.writeTo(buffer);
        return buffer.array();
    }

    static Stream<Arguments> extremes() {
        return Stream.of(
                Arguments.of(
                        address(0, 0, 0, 0),
                        "0000000000000000000000000000000000000000",
                        "00000000000000000000000000000000"),
                Arguments.of(
                        address(1, 2, 8, 0),
                        "0000000100000000000000020000000000000008",
                        "00000080000000000010000000000008"),
                Arguments.of(
                        address(0xFFFE_FFFFL, -1, Long.MAX_VALUE - 7, 0),
                        "fffeffffffffffffffffffff7ffffffffffffff8",
                        "zzzfzzzzzzzzzzzzzzzqzzzzzzzzzzzr"),
                Arguments.of(
                        address(0x8000_0000L, Long.MIN_VALUE, Long.MAX_VALUE - 131_071, 7),
                        "8000000080000000000000007ffffffffffe0007",
                        "g0000040000000000007zzzzzzzzw007"));
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void fieldsStandOneBehindTheOtherWithTheHighByteFirst(Address address, String hex) {
        assertThat(bytes(address)).isEqualTo(HexFormat.of().parseHex(hex));
        assertThat(Address.readFrom(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void textIs32CharactersOfCrockfordsBase32(Address address, String hex, String text) {
        assertThat(address).hasToString(text);
        assertThat(Address.valueOf(text)).isEqualTo(address);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyAddressComesBackFromBytesAndText(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Address address =
                    address(
                            random.nextLong(AccountNumber.LIMIT),
                            random.nextLong(),
                            random.nextLong(Long.MAX_VALUE - 131_071) & -8,
                            random.nextInt(8));
            assertThat(Address.readFrom(ByteBuffer.wrap(bytes(address)))).isEqualTo(address);
            assertThat(Address.valueOf(address.toString())).isEqualTo(address);
        }
    }

    @Test
    void readingStepsBehindTheAddress() {
        ByteBuffer buffer = ByteBuffer.allocate(30).position(5);
        assertThat(Address.readFrom(buffer)).isEqualTo(address(0, 0, 0, 0));
        assertThat(buffer.position()).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 12, 19})
    void cutBytesAreRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.readFrom(ByteBuffer.allocate(length)))
                .withMessage("address of 20 bytes is cut after " + length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffff000000000000000000000000000000000000",
                "ffffffff00000000000000000000000000000000",
                "0000000000000000000000008000000000000000",
                "0000000000000000000000007ffffffffffffff9",
                "000000000000000000000000ffffffffffffffff"
            })
    void reservedAccountsAndImpossibleGroupsAreRefused(String hex) {
        ByteBuffer buffer = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        assertThatIllegalArgumentException().isThrownBy(() -> Address.readFrom(buffer));
    }

    @Test
    void textOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.valueOf("0".repeat(31)))
                .withMessage("address must be 32 characters, got 31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.valueOf("0".repeat(33)))
                .withMessage("address must be 32 characters, got 33");
    }
}
