package dev.stowage.placement.exposure;

import dev.stowage.placement.registry.SupplierStatus;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What suppliers have in common that may vanish at once.
enum Fate {
    SUPPLIER,
    OWNER,
    ZONE;

    /// Null if a supplier has nothing of the kind.
    @Nullable String of(SupplierStatus supplier) {
        return switch (this) {
            case SUPPLIER -> supplier.id().toString();
            case OWNER -> supplier.owner() == null ? null : supplier.owner().toString();
            case ZONE -> supplier.zone();
        };
    }

    /// @throws Fault `invalid-request`
    static Fate of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Fault(
                                        FaultCode.INVALID_REQUEST,
                                        "exposure is told by "
                                                + Arrays.stream(values())
                                                        .map(Fate::text)
                                                        .collect(Collectors.joining(", "))));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
