package dev.stowage.customer.door;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A parameter of a request's query.
final class RequestParameter {

    private RequestParameter() {}

    /// @param refusal of one that is given twice
    /// @throws Fault `refusal`, `invalid-request`
    static Optional<String> find(HttpServletRequest request, String name, FaultCode refusal) {
        String[] values = values(request, name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1) {
            throw new Fault(
                    refusal,
                    "%s is given %d times: %s"
                            .formatted(name, values.length, String.join(", ", values)));
        }
        return Optional.of(values[0]);
    }

    private static String @Nullable [] values(HttpServletRequest request, String name) {
        try {
            return request.getParameterValues(name);
        } catch (IllegalStateException malformed) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the query of the request cannot be read",
                    malformed);
        }
    }
}
