package dev.stowage.gateway;

import dev.stowage.gateway.customer.CustomerReplicas;
import dev.stowage.gateway.customer.FileRelayClient;
import dev.stowage.gateway.limit.AdmissionController;
import dev.stowage.gateway.limit.BodyLimitFilter;
import dev.stowage.gateway.limit.RegistrationLimit;
import dev.stowage.gateway.limit.RequestLimit;
import dev.stowage.protocol.door.ServiceDoor;
import dev.stowage.protocol.door.TrustedProxies;
import dev.stowage.protocol.fault.FaultController;
import dev.stowage.protocol.wire.ApiClients;
import dev.stowage.protocol.wire.StowageJson;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;

/// Joins the gateway's parts.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
@Import({FaultController.class, ServiceDoor.class})
class GatewayConfiguration {

    /// The name of the two ways to prove who one is, in the API document.
    static final String SESSION = "session";

    static final String BASIC = "basic";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    StowageJson stowageJson() {
        return new StowageJson();
    }

    @Bean
    TrustedProxies proxies(GatewayProperties properties) {
        return TrustedProxies.of(properties.proxies());
    }

    @Bean
    ApiClients apiClients(
            GatewayProperties properties,
            ObservationRegistry observations,
            TrustedProxies proxies,
            HttpServletRequest request) {
        return new ApiClients(
                properties.silence(), observations, headers -> tell(request, proxies, headers));
    }

    /// Customer-services are told who asks; what the client says of that itself is not passed on.
    ///
    /// @param request stands for the one that is being served
    private static void tell(
            HttpServletRequest request, TrustedProxies proxies, HttpHeaders headers) {
        if (RequestContextHolder.getRequestAttributes() != null) {
            headers.set(TrustedProxies.HEADER, proxies.clientOf(request).getHostAddress());
            String agent = request.getHeader(HttpHeaders.USER_AGENT);
            headers.set(HttpHeaders.USER_AGENT, agent == null ? "" : agent);
        }
    }

    @Bean
    CircuitBreakerRegistry customerBreakers(MeterRegistry meters) {
        CircuitBreakerRegistry breakers = CustomerReplicas.newBreakers();
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        return breakers;
    }

    @Bean
    CustomerReplicas customerReplicas(
            GatewayProperties properties,
            ApiClients clients,
            CircuitBreakerRegistry customerBreakers,
            Clock clock) {
        return new CustomerReplicas(properties.customers(), clients, customerBreakers, clock);
    }

    @Bean
    FileRelayClient fileRelay(CustomerReplicas customers) {
        return new FileRelayClient(customers);
    }

    @Bean
    RegistrationLimit registrationLimit(GatewayProperties properties, Clock clock) {
        return new RegistrationLimit(properties.registrationsPerMinute(), clock);
    }

    @Bean
    AdmissionController admissionController(GatewayProperties properties, MeterRegistry meters) {
        return new AdmissionController(new RequestLimit(properties.maxRequests(), meters));
    }

    @Bean
    FilterRegistrationBean<AdmissionController> admission(AdmissionController controller) {
        FilterRegistrationBean<AdmissionController> registration =
                new FilterRegistrationBean<>(controller);
        registration.addUrlPatterns("/v1/*");
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimit() {
        FilterRegistrationBean<BodyLimitFilter> registration =
                new FilterRegistrationBean<>(new BodyLimitFilter());
        registration.addUrlPatterns("/v1/*");
        return registration;
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                // Wherever the document was fetched from, whatever proxies stand before.
                .servers(List.of(new Server().url("/")))
                .info(
                        new Info()
                                .title("Stowage")
                                .version("1")
                                .description(
                                        "Distributed, encrypted, erasure-coded file storage. Register an account, open"
                                                + " a session, put files, get them back. Failures are problem"
                                                + " details (RFC 9457) with a `code` and numbers.")
                                .license(new License().name("Apache-2.0")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        SESSION,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer"))
                                .addSecuritySchemes(
                                        BASIC,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("basic")));
    }
}
