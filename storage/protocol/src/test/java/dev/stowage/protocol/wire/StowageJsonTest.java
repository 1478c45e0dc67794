package dev.stowage.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class StowageJsonTest {

    private final JsonMapper json = JsonMapper.builder().addModule(new StowageJson()).build();

    @Test
    void bigIdentifiersAreTextAndAccountNumbersAreNumbers() {
        assertThat(json.writeValueAsString(new CarrierId(Long.MAX_VALUE)))
                .isEqualTo("\"9223372036854775807\"");
        assertThat(json.writeValueAsString(new BlockNumber(-1)))
                .isEqualTo("\"18446744073709551615\"");
        assertThat(json.writeValueAsString(new AccountNumber(0xFFFE_FFFFL)))
                .isEqualTo("4294901759");
    }

    @Test
    void everyIdentifierComesBackAsItWent() {
        assertSurvives(new CarrierId(8));
        assertSurvives(new BlockNumber(Long.MIN_VALUE));
        assertSurvives(new AccountNumber(12));
        assertSurvives(Records.LAYOUT.group());
        assertSurvives(
                new Address(new AccountNumber(1), BlockNumber.FIRST, Records.LAYOUT.group()));
        assertSurvives(SigningKey.ofSeed(new byte[32]).verifyingKey());
        assertSurvives(ByteString.of(new byte[] {1, 2, 3}));
        assertThat(json.readValue(json.writeValueAsString(Records.LAYOUT), Layout.class))
                .isEqualTo(Records.LAYOUT);
        assertSurvives(new HeadAnswer(3, null));
    }

    @Test
    void anAccountNumberMayAlsoComeAsText() {
        assertThat(json.readValue("\"12\"", AccountNumber.class)).isEqualTo(new AccountNumber(12));
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsReason() {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> json.readValue("\"-1\"", CarrierId.class))
                .withMessageContaining("carrier id must be");
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> json.readValue("4294901760", AccountNumber.class))
                .withMessageContaining("account number must be");
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> json.readValue("{}", CarrierId.class));
    }

    @Test
    void aListOfCarriersNamesEachSupplierAndVolumeOnce() {
        ServedCarrier one = served(9, 1, "north", 1);
        ServedCarrier other = served(10, 1, null, 2);
        ServedCarrier again = served(11, 2, "north", 1);
        CarrierList list =
                new CarrierList("r.1", List.of(one, other, again, served(12, 1, "north", 1)));
        assertSurvives(list);
        assertSurvives(new CarrierList("r.2", null));
        String text = json.writeValueAsString(list);
        assertThat(text).containsOnlyOnce("north").containsOnlyOnce("http://1");
        assertThat(json.writeValueAsString(new CarrierList("r.2", null)))
                .isEqualTo("{\"revision\":\"r.2\",\"suppliers\":null}");
    }

    private static ServedCarrier served(
            long carrier, int generation, @Nullable String zone, int supplier) {
        return new ServedCarrier(
                new CarrierId(carrier),
                generation,
                new SupplierId(new UUID(1, supplier)),
                SigningKey.ofSeed(new byte[32]).verifyingKey(),
                "http://" + supplier,
                zone,
                new UUID(2, supplier),
                Instant.ofEpochSecond(1_800_000_000L),
                true,
                supplier != 2);
    }

    @Test
    void aCommitNamesEachGenerationOnce() {
        HeadSwap swap =
                new HeadSwap(
                        ByteString.of(new byte[] {1}),
                        null,
                        List.of(
                                new CarrierGeneration(new CarrierId(8), 1),
                                new CarrierGeneration(new CarrierId(10), 1),
                                new CarrierGeneration(new CarrierId(9), 2)));
        assertSurvives(swap);
        assertThat(json.writeValueAsString(swap))
                .contains("[{\"generation\":1,\"carriers\":\"CQI\"},")
                .contains("{\"generation\":2,\"carriers\":\"Cg\"}]");
    }

    @Test
    void aCommitThatNamesMoreThanAMillionGenerationsIsRefused() {
        String million = "{\"generation\":1,\"carriers\":\"AQD__z8\"}";
        assertThat(json.readValue(commit(million), HeadSwap.class).generations()).hasSize(1 << 20);
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> json.readValue(commit(million + "," + million), HeadSwap.class))
                .withMessageContaining("at most 1048576");
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> json.readValue("{\"signed\":\"AQ\"}", HeadSwap.class));
    }

    private static String commit(String generations) {
        return "{\"signed\":\"AQ\",\"generations\":[%s]}".formatted(generations);
    }

    private void assertSurvives(Object value) {
        assertThat((Object) json.readValue(json.writeValueAsString(value), value.getClass()))
                .isEqualTo(value);
    }
}
