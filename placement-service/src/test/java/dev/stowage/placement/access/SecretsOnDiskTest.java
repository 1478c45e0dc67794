package dev.stowage.placement.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.secret.OperatorToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsOnDiskTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;

    @Test
    void areMadeOnceAndOnlyTheirOwnerCanReadThem() throws Exception {
        Identity identity = Identity.in(directory, RANDOM);
        OperatorToken.of(null, directory, RANDOM);
        assertThat(Identity.in(directory, RANDOM).verifyingKey())
                .isEqualTo(identity.verifyingKey());
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> kept = files.toList();
            assertThat(kept).hasSize(2);
            for (Path file : kept) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void areNotPrinted() throws Exception {
        Identity identity = Identity.in(directory, RANDOM);
        String seed = Files.readString(directory.resolve(Identity.FILE)).strip();
        assertThat(identity.toString()).doesNotContain(seed);
        assertThat(new OperatorToken("a token of the operators").toString())
                .doesNotContain("a token");
    }

    @Test
    void aConfiguredTokenIsTakenAndAShortOneRefused() throws Exception {
        OperatorToken token = OperatorToken.of("a token of the operators", directory, RANDOM);
        token.require("a token of the operators");
        assertThatThrownBy(() -> token.require("a token of the operator"))
                .isInstanceOf(Fault.class);
        assertThat(directory.resolve(OperatorToken.FILE)).doesNotExist();
        assertThatIllegalArgumentException().isThrownBy(() -> new OperatorToken("short"));
    }
}
