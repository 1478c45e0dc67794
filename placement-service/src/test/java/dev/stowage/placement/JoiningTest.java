package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.JoinCode;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.ServiceRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How services join, over HTTP.
@ExtendWith(HouseExtension.class)
class JoiningTest {

    private final House house;

    JoiningTest(House house) {
        this.house = house;
    }

    @Test
    void aServiceThatJoinsAgainIsTheSame() {
        SigningKey key = House.newKey();
        Joined first = house.join(key, ServiceRole.CUSTOMER, House.BOOTSTRAP_CODE);
        Joined second = house.join(key, ServiceRole.CUSTOMER, "a code that nobody made");
        assertThat(second.service()).isEqualTo(first.service());
        assertThat(house.api().renewCertificate(House.serviceToken(first, key)).service())
                .isEqualTo(first.service());
    }

    @Test
    void joinCodesAreGoodForSoManyJoinsOfTheirRole() throws Exception {
        JoinCode code =
                house.api()
                        .makeJoinCode(
                                house.operator(),
                                new JoinCodeRequest(ServiceRole.CUSTOMER, null, "zone-7", 1, 60));
        Faults.assertFault(
                FaultCode.JOIN_CODE_REFUSED,
                () -> house.join(House.newKey(), ServiceRole.SUPPLIER, code.code()));
        assertThat(house.join(House.newKey(), ServiceRole.CUSTOMER, code.code()).zone())
                .isEqualTo("zone-7");
        Faults.assertFault(
                FaultCode.JOIN_CODE_REFUSED,
                () -> house.join(House.newKey(), ServiceRole.CUSTOMER, code.code()));
    }

    @Test
    void whoDoesNotHoldTheKeyDoesNotJoin() {
        VerifyingKey stolen = house.suppliers().getFirst().key().verifyingKey();
        var honest = House.joinRequest(House.newKey(), ServiceRole.SUPPLIER, House.BOOTSTRAP_CODE);
        var request =
                new dev.stowage.protocol.placement.JoinRequest(
                        honest.joinCode(), honest.role(), stolen, honest.proof(), List.of());
        Faults.assertFault(FaultCode.FOREIGN_SIGNATURE, () -> house.api().join(request));
    }

    @Test
    void onlyOperatorsMakeCodes() {
        JoinCodeRequest request = new JoinCodeRequest(ServiceRole.CUSTOMER, null, null, 1, 60);
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED,
                () -> house.api().makeJoinCode("Bearer something-of-my-own", request));
        Faults.assertFault(
                FaultCode.TOKEN_REFUSED, () -> house.api().makeJoinCode(house.customer(), request));
    }
}
