package dev.stowage.supplier;

import dev.stowage.protocol.door.ServiceDoor;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.fault.FaultController;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.secret.OperatorToken;
import dev.stowage.protocol.supplier.RebuildApi;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.protocol.wire.LiveSetConverter;
import dev.stowage.protocol.wire.RecordsConverter;
import dev.stowage.protocol.wire.StowageJson;
import dev.stowage.supplier.audit.AuditSettings;
import dev.stowage.supplier.bandwidth.Bandwidth;
import dev.stowage.supplier.contract.Terms;
import dev.stowage.supplier.hosting.Machine;
import dev.stowage.supplier.hosting.ProcessShare;
import dev.stowage.supplier.hosting.SupplierSettings;
import dev.stowage.supplier.hosting.Suppliers;
import dev.stowage.supplier.hosting.VolumeSettings;
import dev.stowage.supplier.join.JoinSettings;
import dev.stowage.supplier.live.CollectSettings;
import dev.stowage.supplier.memory.MemoryPool;
import dev.stowage.supplier.rebuild.Outside;
import dev.stowage.supplier.rebuild.RebuildSettings;
import dev.stowage.supplier.scrub.ScrubSettings;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.store.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JacksonModule;

/// Puts the suppliers of this process together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SupplierProperties.class)
@Import({FaultController.class, ServiceDoor.class})
class SupplierConfiguration implements WebMvcConfigurer {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    JacksonModule stowageJson() {
        return new StowageJson();
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new RecordsConverter());
        converters.addCustomConverter(new LiveSetConverter());
    }

    @Bean
    ApiClients apiClients(ObservationRegistry observations) {
        return new ApiClients(SILENCE, observations);
    }

    @Bean
    MemoryPool memoryPool(MeterRegistry registry) {
        MemoryPool memory = MemoryPool.ofThisProcess();
        registry.gauge("stowage.memory.pool", memory, MemoryPool::bytes);
        return memory;
    }

    @Bean
    Suppliers suppliers(
            SupplierProperties properties,
            ApiClients clients,
            MeterRegistry registry,
            Clock clock,
            MemoryPool memory)
            throws IOException {
        SupplierProperties.Settings settings = properties.supplier();
        return Suppliers.open(
                settings.data(),
                settings.count(),
                settingsOf(settings),
                outside(clients, settings.placementUrl()),
                Machine.real(clock, registry, memory));
    }

    private static Outside outside(ApiClients clients, URI placement) {
        return new Outside(
                clients.client(PlacementApi.class, placement, FaultCode.PLACEMENT_AWAY),
                clients.client(RebuildsApi.class, placement, FaultCode.PLACEMENT_AWAY),
                clients.client(AuditsApi.class, placement, FaultCode.PLACEMENT_AWAY),
                url -> clients.client(RebuildApi.class, url, FaultCode.SUPPLIER_AWAY));
    }

    @Bean
    OperatorToken operatorToken(SupplierProperties properties) throws IOException {
        SupplierProperties.Settings settings = properties.supplier();
        Files.createDirectories(settings.data());
        return OperatorToken.of(settings.operatorToken(), settings.data(), new SecureRandom());
    }

    private static SupplierSettings settingsOf(SupplierProperties.Settings settings) {
        LogSettings bounds = LogSettings.DEFAULT;
        ProcessShare share = ProcessShare.ofThisProcess(settings.count());
        long bytes = settings.bytesInFlight().toBytes();
        int requests = settings.requestsInFlight();
        long bytesInFlight = bytes == 0 ? share.bytes() : bytes;
        return new SupplierSettings(
                JoinSettings.withCode(settings.joinCode()),
                new Terms(settings.capacity().toBytes(), settings.notice(), settings.grace()),
                settings.carriers(),
                bytesInFlight,
                requests == 0 ? share.requests() : requests,
                new Bandwidth(
                        settings.receiveLimit().toBytes(),
                        settings.customerReceiveLimit().toBytes()),
                new Bandwidth(
                        settings.sendLimit().toBytes(), settings.customerSendLimit().toBytes()),
                new LogSettings(
                        bounds.rollBytes(),
                        bounds.groupBytes(),
                        bytesInFlight,
                        bounds.openFiles(),
                        settings.keepFree().toBytes(),
                        new Upkeep(
                                settings.trash(),
                                settings.compactionShare(),
                                settings.compactionRate().toBytes(),
                                Upkeep.DEFAULT.pause())),
                new ScrubSettings(
                        settings.scrubPeriod(),
                        settings.scrubLimit().toBytes(),
                        settings.scrubShare()),
                new CollectSettings(settings.collectAfter(), settings.collectEvery()),
                rebuildOf(settings.rebuild()),
                new AuditSettings(settings.audit().enabled(), settings.audit().every()),
                settings.volumes().stream().map(each -> volume(each, settings)).toList());
    }

    private static RebuildSettings rebuildOf(SupplierProperties.RebuildProperties rebuild) {
        return new RebuildSettings(
                rebuild.enabled(),
                rebuild.parallel(),
                rebuild.bytesPerSecond().toBytes(),
                rebuild.shareBesideCustomers(),
                rebuild.missingGrace());
    }

    private static VolumeSettings volume(
            SupplierProperties.VolumeProperties volume, SupplierProperties.Settings settings) {
        Integer carriers = volume.carriers();
        return new VolumeSettings(
                volume.directory(),
                volume.capacity().toBytes(),
                carriers == null ? settings.carriers() : carriers);
    }

    /// Beside readiness: what is here may well be served by a disk that takes nothing more.
    @Bean
    HealthIndicator volumesHealthIndicator(Suppliers suppliers) {
        return () -> {
            Map<String, String> ill = suppliers.illness();
            return ill.isEmpty()
                    ? Health.up().build()
                    : Health.outOfService().withDetails(ill).build();
        };
    }

    @Bean
    HealthIndicator suppliersHealthIndicator(Suppliers suppliers) {
        return () ->
                suppliers.areReady()
                        ? Health.up().withDetail("failedVolumes", suppliers.failed()).build()
                        : Health.outOfService().withDetail("reason", "not joined yet").build();
    }
}
