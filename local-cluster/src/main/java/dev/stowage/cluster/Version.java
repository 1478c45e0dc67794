package dev.stowage.cluster;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version that the jar was built as.
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String built = Version.class.getPackage().getImplementationVersion();
        return new String[] {"stowage " + Objects.toString(built, "(not from a jar)")};
    }
}
