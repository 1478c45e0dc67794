package dev.stowage.cluster.walk;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/// Calls that go through while the far end answers, and while whoever calls has not died.
final class Wires {

    private Wires() {}

    /// Calls of a service that may die after so many.
    static final class Fuse {

        private int left = Integer.MAX_VALUE;

        /// From now on so many calls go through, and none after them.
        synchronized void set(int calls) {
            left = calls;
        }

        synchronized void take() {
            if (left == 0) {
                throw new Fault(FaultCode.PLACEMENT_AWAY, "whoever calls here has died");
            }
            left = left == Integer.MAX_VALUE ? left : left - 1;
        }

        synchronized boolean isBurnt() {
            return left == 0;
        }
    }

    /// @param far asked for at each call; throws a fault while it does not answer
    static <A> A through(Class<A> api, Fuse fuse, Supplier<A> far) {
        return api.cast(
                Proxy.newProxyInstance(
                        api.getClassLoader(),
                        new Class<?>[] {api},
                        (_, method, arguments) -> {
                            fuse.take();
                            try {
                                return method.invoke(far.get(), arguments);
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        }));
    }
}
