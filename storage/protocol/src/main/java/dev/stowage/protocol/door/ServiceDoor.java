package dev.stowage.protocol.door;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ContinueResponseTiming;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// How the web server of every service is set up: Tomcat's own refusals get a code, and a body is
/// asked for when somebody reads it, not before, so that what is refused costs no transfer, and
/// whoever is refused while he sends hears it.
public final class ServiceDoor
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /// What is read from a connection, or written to it, at once: bodies are large, and with each
    /// turn the other end is woken.
    private static final int BUFFER_BYTES = 32 << 10;

    private static final int BUFFERS = 2;

    /// Of the heap one in so many bytes is for the buffers of connections.
    private static final int PART = 8;

    private static final int LEAST_CONNECTIONS = 32;

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(new UnreadBodyValve());
        tomcat.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new RefusalValve()));
        tomcat.addConnectorCustomizers(ServiceDoor::setUp);
    }

    private static void setUp(Connector connector) {
        set(
                connector,
                "continueResponseTiming",
                ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
        String bytes = Integer.toString(BUFFER_BYTES);
        set(connector, "socket.appReadBufSize", bytes);
        set(connector, "socket.appWriteBufSize", bytes);
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            int most = connections(Runtime.getRuntime().maxMemory());
            protocol.setMaxConnections(Math.min(protocol.getMaxConnections(), most));
        }
    }

    private static void set(Connector connector, String property, String value) {
        if (!connector.setProperty(property, value)) {
            throw new IllegalStateException("this Tomcat has no property " + property);
        }
    }

    /// Connections whose buffers take no more of the heap than they may.
    ///
    /// @param heap bytes that the process may use
    public static int connections(long heap) {
        return Math.clamp(
                heap / PART / (BUFFERS * BUFFER_BYTES), LEAST_CONNECTIONS, Integer.MAX_VALUE);
    }
}
