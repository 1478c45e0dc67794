package dev.stowage.customer;

import dev.stowage.erasure.ErasureCode;
import dev.stowage.erasure.kernel.WarmingRoutines;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// Warms the erasure code that most accounts have, and shows how far that has come.
@Configuration(proxyBeanMethods = false)
class CodecConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(CodecConfiguration.class);
    private static final int DEFAULT_SUPPLIERS = 4;

    private final MeterRegistry meters;

    CodecConfiguration(MeterRegistry meters) {
        this.meters = meters;
        register("cold", WarmingRoutines::coldRoutines);
        register("vector", WarmingRoutines::vectorRoutines);
        register("portable", WarmingRoutines::portableRoutines);
    }

    @EventListener(ApplicationReadyEvent.class)
    void warmUp() {
        LOG.info("erasure codes are computed by {}", WarmingRoutines.shared().kernel());
        ErasureCode.reedSolomon(DEFAULT_SUPPLIERS).warmUp();
    }

    private void register(String state, ToIntFunction<WarmingRoutines> count) {
        WarmingRoutines routines = WarmingRoutines.shared();
        Gauge.builder("stowage.codec.routines", routines, count::applyAsInt)
                .description("routines of erasure codes that were asked for, by their state")
                .tag("state", state)
                .tag("kernel", routines.kernel().name())
                .register(meters);
    }
}
