package dev.stowage.protocol.door;

import org.apache.coyote.ContinueResponseTiming;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// How the web server of every service is set up: Tomcat's own refusals get a code, and a body is
/// asked for when somebody reads it, not before, so that what is refused costs no transfer, and
/// whoever is refused while he sends hears it.
public final class ServiceDoor
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(new UnreadBodyValve());
        tomcat.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new RefusalValve()));
        tomcat.addConnectorCustomizers(
                connector ->
                        connector.setProperty(
                                "continueResponseTiming",
                                ContinueResponseTiming.ON_REQUEST_BODY_READ.toString()));
    }
}
