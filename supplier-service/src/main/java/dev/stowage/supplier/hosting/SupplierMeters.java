package dev.stowage.supplier.hosting;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What is shown of something as long as it is open.
final class SupplierMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> gauges = new ArrayList<>();

    /// @param tags of every meter
    SupplierMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    void gauge(String name, Supplier<Number> value) {
        gauge(name, Tags.empty(), value);
    }

    /// @param more tags of this one
    void gauge(String name, Tags more, Supplier<Number> value) {
        gauges.add(Gauge.builder(name, value).tags(tags.and(more)).register(registry));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
