package dev.stowage.supplier.door;

import dev.stowage.supplier.SupplierProperties;
import dev.stowage.supplier.hosting.Suppliers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Puts the door together.
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

    @Bean
    FilterRegistrationBean<InFlightFilter> inFlightFilter(
            Suppliers suppliers,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faults) {
        FilterRegistrationBean<InFlightFilter> registration =
                new FilterRegistrationBean<>(new InFlightFilter(suppliers, faults));
        registration.setUrlPatterns(List.of("/supplier/*"));
        return registration;
    }

    @Bean
    PortsConfiguration ports(
            Suppliers suppliers, ServerProperties server, SupplierProperties properties)
            throws UnknownHostException {
        SupplierProperties.Settings settings = properties.supplier();
        String host = settings.advertisedHost();
        return new PortsConfiguration(
                suppliers,
                host.isBlank() ? InetAddress.getLocalHost().getHostName() : host,
                server.getAddress());
    }
}
