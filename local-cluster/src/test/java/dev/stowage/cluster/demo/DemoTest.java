package dev.stowage.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.layout.WantedLayout;
import dev.stowage.cluster.process.ClusterSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir private Path work;

    @Test
    void everyByteComesBackFromHalfOfTheSuppliers() throws Exception {
        Path folder = Files.createDirectories(work.resolve("folder"));
        Path below = Files.createDirectories(folder.resolve("a folder").resolve("below"));
        Files.createFile(folder.resolve("empty"));
        Files.writeString(below.resolve("text with ümlauts.txt"), "a few words");
        byte[] bytes = new byte[6_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(below.resolve("large"), bytes);
        Files.createSymbolicLink(folder.resolve("link"), below.resolve("large"));

        WantedLayout layout = WantedLayout.combination(4, "rs");
        ClusterSettings settings = layout.cluster(work.resolve("data"));
        StringWriter told = new StringWriter();
        SourceFolder source = SourceFolder.of(folder);
        List<String> failures =
                new Demo(layout, source, settings, 1, false, new PrintWriter(told)).run();

        assertThat(failures).isEmpty();
        assertThat(source.files())
                .extracting(SourceFolder.Source::path)
                .containsExactlyInAnyOrder(
                        "empty", "a folder/below/text with ümlauts.txt", "a folder/below/large");
        assertThat(told.toString())
                .contains("N = 4, rs; 8 suppliers with 1 carriers each; 3 files, 6.0 MB")
                .contains("fragments lie on 4 suppliers, of which any 2 may vanish")
                .containsSubsequence(
                        "the first 2 suppliers", "3 of 3 files equal",
                        "2 suppliers at random", "3 of 3 files equal",
                        "one supplier more", "too-few-fragments");
    }
}
