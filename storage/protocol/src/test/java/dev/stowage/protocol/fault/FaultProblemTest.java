package dev.stowage.protocol.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.ProblemDetail;

class FaultProblemTest {

    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void everyCodeSurvivesTheWireWithItsDetailAndFacts(FaultCode code) {
        Fault sent = new Fault(code, "7 of 5").with("asked", 7).with("limit", 5);

        ProblemDetail problem = FaultProblem.toProblem(sent);
        Map<String, Object> members = new HashMap<>(problem.getProperties());
        members.put("detail", problem.getDetail());
        Fault received = FaultProblem.ofProblem(members, FaultCode.INTERNAL);

        assertThat(problem.getStatus()).isEqualTo(code.status());
        assertThat(problem.getTitle()).isEqualTo(code.title());
        assertThat(received.code()).isEqualTo(code);
        assertThat(received.detail()).isEqualTo("7 of 5");
        assertThat(received.facts()).containsEntry("asked", 7).containsEntry("limit", 5);
    }

    @Test
    void aProblemWithoutACodeOfOursGetsTheCodeThatTheCallerNames() {
        Fault fault = FaultProblem.ofProblem(Map.of("status", 500), FaultCode.SERVICE_AWAY);

        assertThat(fault.code()).isEqualTo(FaultCode.SERVICE_AWAY);
        assertThat(fault.detail()).isEqualTo(FaultCode.SERVICE_AWAY.title());
    }

    /// It would take the place of the code.
    @Test
    void noFactHasTheNameOfWhatEveryProblemHas() {
        Fault fault = new Fault(FaultCode.INVALID_CODE, "no code");

        for (String name : List.of("code", "detail", "status", "retryable")) {
            assertThatIllegalArgumentException().isThrownBy(() -> fault.with(name, "raid"));
        }
    }

    @Test
    void aFaultNamesItsCodeAndFactsInOneLineForTheLog() {
        assertThat(new Fault(FaultCode.BUSY, "too much").with("inFlight", 9))
                .hasMessage("busy: too much {inFlight=9}");
    }
}
