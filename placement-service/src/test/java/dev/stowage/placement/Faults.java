package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;

/// What tests expect of failures.
public final class Faults {

    private Faults() {}

    /// The call fails with this code.
    public static Fault assertFault(FaultCode code, Runnable call) {
        Fault fault = catchThrowableOfType(Fault.class, call::run);
        assertThat(fault).as("a fault %s", code).isNotNull();
        assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
        return fault;
    }
}
