package dev.stowage.customer.join;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Placement as this service meets it. That it does not believe a token which was made here is this
/// house's trouble and is told as such: a client that hears of a bad token opens a new session,
/// which does not help.
public final class DoubtfulPlacement {

    private static final Set<FaultCode> DISBELIEF =
            Set.of(FaultCode.TOKEN_EXPIRED, FaultCode.TOKEN_REFUSED);

    private DoubtfulPlacement() {}

    /// The same placement; `token-…` faults become `placement-away`.
    ///
    /// @param api one of placement's interfaces
    public static <T> T around(Class<T> api, T placement) {
        return api.cast(
                Proxy.newProxyInstance(
                        api.getClassLoader(),
                        new Class<?>[] {api},
                        (_, method, arguments) -> call(placement, method, arguments)));
    }

    private static @Nullable Object call(
            Object placement, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(placement, arguments);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof Fault fault && DISBELIEF.contains(fault.code())) {
                throw new Fault(
                        FaultCode.PLACEMENT_AWAY,
                        "placement does not believe this service: %s; do the clocks of both tell the same time?"
                                .formatted(fault.detail()),
                        fault);
            }
            throw failed.getCause();
        }
    }
}
