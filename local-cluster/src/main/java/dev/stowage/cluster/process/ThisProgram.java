package dev.stowage.cluster.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The launcher that is running, to be started once more as a process of its own.
public final class ThisProgram {

    private static final String LAUNCHER = "dev.stowage.cluster.Stowage";

    private ThisProgram() {}

    /// A command on this JVM's Java, flags and class path.
    ///
    /// @param flags of the JVM beside its own, which have the last word
    public static List<String> command(List<String> flags, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(flags);
        boolean launched =
                !classPath.contains(File.pathSeparator) && classPath.endsWith("stowage.jar");
        if (launched) {
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-jar", classPath));
        } else {
            command.addAll(
                    List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, LAUNCHER));
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
