package dev.stowage.supplier.door;

import dev.stowage.supplier.hosting.ProcessShare;
import dev.stowage.supplier.hosting.Suppliers;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// One port for every supplier: the first has the server's own, each other one a free one.
@Order(Ordered.LOWEST_PRECEDENCE)
final class PortsConfiguration
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger LOG = LoggerFactory.getLogger(PortsConfiguration.class);

    private final Suppliers suppliers;
    private final String host;
    private final @Nullable InetAddress address;
    private final List<Connector> others = new ArrayList<>();

    /// @param host by which others reach this machine
    /// @param address to listen on; all if absent
    PortsConfiguration(Suppliers suppliers, String host, @Nullable InetAddress address) {
        this.suppliers = suppliers;
        this.host = host;
        this.address = address;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        int share = ProcessShare.ofThisProcess(suppliers.all().size()).connections();
        factory.addConnectorCustomizers(connector -> bound(connector, share));
        for (int other = 1; other < suppliers.all().size(); other++) {
            Connector connector = newConnector(factory);
            others.add(connector);
            factory.addAdditionalConnectors(connector);
        }
    }

    /// @param share connections at most, or fewer if the server is told so
    private static void bound(Connector connector, int share) {
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setMaxConnections(Math.min(protocol.getMaxConnections(), share));
        }
    }

    /// A connector as the server makes its own one.
    private Connector newConnector(TomcatWebServerFactory factory) {
        Connector connector = new Connector(factory.getProtocol());
        connector.setPort(0);
        connector.setProperty("bindOnInit", "false");
        connector.setURIEncoding(factory.getUriEncoding().name());
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            if (address != null) {
                protocol.setAddress(address);
            }
            for (TomcatProtocolHandlerCustomizer<?> each :
                    factory.getProtocolHandlerCustomizers()) {
                customize(each, protocol);
            }
        }
        for (TomcatConnectorCustomizer each : factory.getConnectorCustomizers()) {
            each.customize(connector);
        }
        return connector;
    }

    @SuppressWarnings("unchecked") // as the server's factory does
    private static void customize(
            TomcatProtocolHandlerCustomizer<?> customizer, AbstractProtocol<?> protocol) {
        ((TomcatProtocolHandlerCustomizer<AbstractProtocol<?>>) customizer).customize(protocol);
    }

    @EventListener
    void serve(ServletWebServerInitializedEvent started) {
        if (started.getWebServer() instanceof TomcatWebServer server) {
            List<Connector> connectors = new ArrayList<>();
            connectors.add(server.getTomcat().getConnector());
            connectors.addAll(others);
            for (int index = 0; index < connectors.size(); index++) {
                Connector connector = connectors.get(index);
                int port = connector.getLocalPort();
                URI url = URI.create("http://%s:%d".formatted(host, port));
                suppliers.serve(index, port, url, () -> shut(connector));
            }
        }
    }

    private static void shut(Connector connector) {
        try {
            connector.stop();
        } catch (LifecycleException failed) {
            LOG.warn("port {} could not be closed", connector.getLocalPort(), failed);
        }
    }
}
