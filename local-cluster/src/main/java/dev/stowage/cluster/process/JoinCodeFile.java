package dev.stowage.cluster.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The code with which the services of a local cluster join each other; made once, read by its
/// owner only.
record JoinCodeFile(Path path) {

    private static final int CODE_BYTES = 20;

    static JoinCodeFile in(Path data) {
        return new JoinCodeFile(data.resolve("join-code"));
    }

    String code() throws IOException {
        if (!Files.exists(path)) {
            make();
        }
        return Files.readString(path).strip();
    }

    private void make() throws IOException {
        byte[] code = new byte[CODE_BYTES];
        new SecureRandom().nextBytes(code);
        try {
            Files.createFile(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(path, HexFormat.of().formatHex(code), StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException _) {
            // another process made it: its code is as good
        }
    }
}
