package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import java.util.List;

/// What became of a supplier's carriers.
///
/// @param replaced served by others now
/// @param refused not replaced
/// @param left not looked at: fire it again
public record ReplacementList(List<Replacement> replaced, List<Refusal> refused, long left) {

    /// Carriers that are looked at in one request.
    public static final int MAX_CARRIERS = 1000;

    public ReplacementList {
        replaced = List.copyOf(replaced);
        refused = List.copyOf(refused);
    }

    /// A carrier that was not replaced.
    ///
    /// @param code of the fault
    /// @param why in words
    public record Refusal(CarrierId carrier, String code, String why) {

        public static Refusal of(CarrierId carrier, Fault fault) {
            return new Refusal(
                    carrier, fault.code().wireName(), String.valueOf(fault.getMessage()));
        }
    }
}
