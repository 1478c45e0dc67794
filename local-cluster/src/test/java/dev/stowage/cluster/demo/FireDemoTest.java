package dev.stowage.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.layout.WantedLayout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FireDemoTest {

    @TempDir private Path work;

    @Test
    void suppliersAreFiredDieComeBackAndEveryByteIsThere() throws Exception {
        Path folder = Files.createDirectories(work.resolve("folder"));
        byte[] bytes = new byte[9_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(folder.resolve("large"), bytes);
        Files.writeString(folder.resolve("small"), "a few words");

        WantedLayout layout = WantedLayout.combination(4, "rs");
        StringWriter told = new StringWriter();
        List<String> failures =
                new FireDemo(
                                layout,
                                SourceFolder.of(folder),
                                layout.cluster(work.resolve("data")),
                                false,
                                Clock.systemUTC(),
                                new PrintWriter(told))
                        .run();

        assertThat(failures).as(told.toString()).isEmpty();
        assertThat(told.toString())
                .containsSubsequence(
                        "the operator fires supplier A",
                        "carrier replaced",
                        "rebuild done",
                        "former released",
                        "2 of 2 files equal",
                        "supplier B dies",
                        "carrier replaced",
                        "rebuild done",
                        "2 of 2 files equal",
                        "supplier B comes back",
                        "supplier returned",
                        "2 of 2 files equal",
                        "2 others vanish",
                        "2 of 2 files equal");
    }
}
