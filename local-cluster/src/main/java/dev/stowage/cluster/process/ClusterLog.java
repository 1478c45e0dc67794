package dev.stowage.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// One log for all services of the process, as `logback.xml` lays it out.
public final class ClusterLog {

    private ClusterLog() {}

    /// Must come before anything logs. What logs by the JDK's means goes the same way.
    public static void writeTo(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        System.setProperty("stowage.log", log.toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /// Keeps services from laying the log out anew, each while the others write to it.
    static void leaveAsItIs() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }
}
