package dev.stowage.customer;

import dev.stowage.customer.door.CutConnectionValve;
import dev.stowage.customer.finding.FindingReports;
import dev.stowage.customer.join.DataDirectory;
import dev.stowage.customer.join.DoubtfulPlacement;
import dev.stowage.customer.join.Membership;
import dev.stowage.customer.secret.SecretFile;
import dev.stowage.customer.storehouse.Bounds;
import dev.stowage.customer.storehouse.Opening;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.storehouse.Storehouse.Surroundings;
import dev.stowage.customer.watch.Watch;
import dev.stowage.format.key.Pepper;
import dev.stowage.protocol.door.ServiceDoor;
import dev.stowage.protocol.door.TrustedProxies;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.fault.FaultController;
import dev.stowage.protocol.placement.ConcernApi;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.protocol.wire.StowageJson;
import dev.stowage.transfer.Transfer;
import dev.stowage.transfer.TransferSettings;
import dev.stowage.transfer.gather.FindingBuffer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Joins the customer-service's parts.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CustomerProperties.class)
@Import({FaultController.class, ServiceDoor.class})
class CustomerConfiguration {

    /// That wait to be reported.
    private static final int FINDINGS = 16_384;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    StowageJson stowageJson() {
        return new StowageJson();
    }

    @Bean
    DataDirectory dataDirectory(CustomerProperties properties) {
        return DataDirectory.claim(properties.data());
    }

    @Bean
    ApiClients supplierClients(CustomerProperties properties, ObservationRegistry observations) {
        return new ApiClients(properties.silence(), observations);
    }

    @Bean
    ApiClients placementClients(CustomerProperties properties, ObservationRegistry observations) {
        return new ApiClients(properties.placementSilence(), observations);
    }

    @Bean
    PlacementApi placement(CustomerProperties properties, ApiClients placementClients) {
        return DoubtfulPlacement.around(
                PlacementApi.class,
                placementClients.client(
                        PlacementApi.class, properties.placementUrl(), FaultCode.PLACEMENT_AWAY));
    }

    @Bean
    Watch watch(CustomerProperties properties, ApiClients placementClients) {
        return new Watch(
                DoubtfulPlacement.around(
                        ConcernApi.class,
                        placementClients.client(
                                ConcernApi.class,
                                properties.placementUrl(),
                                FaultCode.PLACEMENT_AWAY)));
    }

    @Bean
    Membership membership(
            CustomerProperties properties,
            DataDirectory data,
            PlacementApi placement,
            SecureRandom random,
            Clock clock) {
        return new Membership(
                Membership.identity(new SecretFile(data.resolve("identity.key")), random),
                new SecretFile(data.resolve("membership.json")),
                placement,
                properties.joinCode(),
                clock);
    }

    @Bean
    TrustedProxies proxies(CustomerProperties properties) {
        return TrustedProxies.of(properties.proxies());
    }

    @Bean
    FindingBuffer findings(MeterRegistry meters, Clock clock) {
        return new FindingBuffer(FINDINGS, meters, clock);
    }

    @Bean(initMethod = "start")
    FindingReports findingReports(
            FindingBuffer findings,
            PlacementApi placement,
            Membership membership,
            MeterRegistry meters) {
        return new FindingReports(findings, placement, membership.tokens(), meters);
    }

    @Bean(initMethod = "start")
    Opening opening(
            CustomerProperties properties,
            DataDirectory data,
            Membership membership,
            PlacementApi placement,
            ApiClients supplierClients,
            FindingBuffer findings,
            MeterRegistry meters,
            ObservationRegistry observations,
            SecureRandom random,
            Clock clock) {
        String pepper =
                properties.pepper() == null
                        ? new SecretFile(data.resolve("pepper"))
                                .readOrCreate(() -> Pepper.random(random).dangerousText())
                        : properties.pepper();
        Bounds bounds = bounds(properties);
        return new Opening(
                membership,
                joined -> {
                    Transfer transfer =
                            Transfer.open(
                                    TransferSettings.standard(data.resolve("spool"))
                                            .withBytesInFlight(bounds.window(), bounds.window())
                                            .withSpoolBytes(properties.spool().toBytes()),
                                    placement,
                                    joined.placementKey(),
                                    membership.tokens(),
                                    url ->
                                            supplierClients.client(
                                                    SupplierApi.class,
                                                    url,
                                                    FaultCode.SUPPLIER_AWAY),
                                    findings,
                                    meters,
                                    observations,
                                    clock);
                    Surroundings surroundings =
                            new Surroundings(
                                    placement,
                                    joined.placementKey(),
                                    membership.tokens(),
                                    transfer,
                                    Pepper.valueOf(pepper),
                                    meters,
                                    observations,
                                    random,
                                    clock);
                    return Storehouse.build(surroundings, bounds);
                },
                random);
    }

    private static Bounds bounds(CustomerProperties properties) {
        return Bounds.of(
                Runtime.getRuntime().maxMemory(),
                Runtime.getRuntime().availableProcessors(),
                properties.window().toBytes(),
                properties.passwordCost(),
                properties.sessionLife(),
                properties.idleRanges(),
                properties.closingGrace());
    }

    @Bean
    HealthIndicator membershipHealth(Membership membership) {
        return () ->
                membership.isReady()
                        ? Health.up().build()
                        : Health.outOfService().withDetail("reason", "not joined yet").build();
    }

    /// Answers that cannot be completed are cut.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> cuts() {
        return tomcat -> tomcat.addEngineValves(new CutConnectionValve());
    }
}
