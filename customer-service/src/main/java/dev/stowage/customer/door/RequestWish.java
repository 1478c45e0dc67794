package dev.stowage.customer.door;

import dev.stowage.customer.layout.FileWish;
import dev.stowage.format.layout.Code;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.LayoutWish;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The layout that a request asks for: `?suppliers=`, `?level=`, `?code=`.
final class RequestWish {

    private RequestWish() {}

    /// @throws Fault `invalid-suppliers`, `invalid-level`, `invalid-code`; `invalid-layout` for
    ///   what is given twice
    static FileWish of(HttpServletRequest request) {
        Integer suppliers = number(request, "suppliers", FaultCode.INVALID_SUPPLIERS);
        Integer level = number(request, "level", FaultCode.INVALID_LEVEL);
        Code code = parameter(request, "code").map(LayoutWish::code).orElse(null);
        return new FileWish(suppliers, level, code);
    }

    private static @Nullable Integer number(
            HttpServletRequest request, String name, FaultCode refusal) {
        Optional<String> text = parameter(request, name);
        try {
            return text.map(Integer::valueOf).orElse(null);
        } catch (NumberFormatException malformed) {
            throw new Fault(
                            refusal,
                            "%s is a whole number, got %s".formatted(name, text.orElse("")),
                            malformed)
                    .with(name, text.orElse(""));
        }
    }

    private static Optional<String> parameter(HttpServletRequest request, String name) {
        return RequestParameter.find(request, name, FaultCode.INVALID_LAYOUT);
    }
}
