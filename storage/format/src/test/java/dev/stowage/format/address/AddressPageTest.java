package dev.stowage.format.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FormatPage;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The addresses printed in docs/format.md are what the code reads and writes.
class AddressPageTest {

    static Stream<List<String>> addresses() {
        return FormatPage.section("Address")
                .table("account", "block", "first carrier", "level", "bytes", "text")
                .stream();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void printedAddressesAreRead(List<String> cells) {
        Address address =
                new Address(
                        AccountNumber.valueOf(cells.get(0)),
                        BlockNumber.valueOf(cells.get(1)),
                        CarrierGroup.valueOf(cells.get(2) + "/" + cells.get(3)));
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(cells.get(4)));
        assertThat(Address.readFrom(bytes)).isEqualTo(address);
        assertThat(Address.valueOf(cells.get(5))).isEqualTo(address);
        assertThat(address).hasToString(cells.get(5));
    }
}
