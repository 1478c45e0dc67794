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
import dev.stowage.protocol.placement.HeadAnswer;
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

    private void assertSurvives(Object value) {
        assertThat((Object) json.readValue(json.writeValueAsString(value), value.getClass()))
                .isEqualTo(value);
    }
}
