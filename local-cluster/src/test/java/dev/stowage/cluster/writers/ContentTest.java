package dev.stowage.cluster.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.signature.Digest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void noTwoWritesHaveTheSameContentHoweverSmallItIs() {
        Set<Digest> digests = new HashSet<>();
        int count = 0;
        for (int number = 1; number < 2000; number++) {
            for (int size = 1; size <= 6; size++) {
                Content content = Content.of(number, size);
                if (content.size() == size) {
                    count++;
                    digests.add(content.digest());
                }
            }
        }

        assertThat(digests).hasSize(count);
    }

    @Test
    void isAsLargeAsWishedOrAsItsNumberNeeds() {
        assertThat(Content.of(255, 1).bytes()).hasSize(1);
        assertThat(Content.of(256, 1).bytes()).hasSize(2);
        assertThat(Content.of(1, 100_000).bytes()).hasSize(100_000);
        assertThatIllegalArgumentException().isThrownBy(() -> new Content(256, 1));
    }
}
