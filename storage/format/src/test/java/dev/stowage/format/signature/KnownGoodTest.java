package dev.stowage.format.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownGoodTest {

    private final KnownGood<String> known = new KnownGood<>(2);
    private final List<String> proved = new ArrayList<>();

    private boolean isLong(String text) {
        proved.add(text);
        return text.length() > 3;
    }

    @Test
    void whatWasProvedIsNotProvedAgain() {
        assertThat(known.test("good", this::isLong)).isTrue();
        assertThat(known.test("good", this::isLong)).isTrue();
        assertThat(proved).containsExactly("good");
    }

    @Test
    void whatFailedIsNeverGood() {
        assertThat(known.test("bad", this::isLong)).isFalse();
        assertThat(known.test("bad", this::isLong)).isFalse();
        assertThat(proved).containsExactly("bad", "bad");
    }

    @Test
    void theLeastUsedIsForgottenFirst() {
        List.of("one old", "two old", "one old", "three").forEach(this::remember);
        proved.clear();

        List.of("one old", "three", "two old").forEach(this::remember);
        assertThat(proved).containsExactly("two old");
    }

    private void remember(String text) {
        assertThat(known.test(text, this::isLong)).isTrue();
    }
}
