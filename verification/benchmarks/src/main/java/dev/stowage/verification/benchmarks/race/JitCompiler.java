package dev.stowage.verification.benchmarks.race;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// What the JVM tells of its JIT compiler.
final class JitCompiler {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final Object[] NO_ARGUMENTS = {};
    private static final String[] NO_SIGNATURE = {};

    private JitCompiler() {}

    /// Returns how long it has worked on what it has finished.
    static long millis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : 0;
    }

    /// Whether it is making something of which nothing is to be seen yet. A JVM that does not tell
    /// is taken for idle.
    static boolean isBusy() {
        return namesMethod(queue());
    }

    /// Returns what it is making and what waits, as the JVM writes it; nothing if it does not.
    static String queue() {
        try {
            return SERVER.invoke(
                            new ObjectName(COMMANDS), "compilerQueue", NO_ARGUMENTS, NO_SIGNATURE)
                    .toString();
        } catch (JMException | RuntimeException doesNotTell) {
            return "";
        }
    }

    /// Methods stand there as `java.util.ArrayList$Itr::next (66 bytes)`.
    static boolean namesMethod(String queue) {
        return queue.contains("::");
    }
}
