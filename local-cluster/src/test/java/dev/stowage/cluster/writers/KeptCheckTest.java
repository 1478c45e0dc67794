package dev.stowage.cluster.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.writers.Answer.Lost;
import dev.stowage.cluster.writers.Answer.Sight;
import dev.stowage.cluster.writers.Answer.Spared;
import dev.stowage.cluster.writers.Answer.Told;
import dev.stowage.cluster.writers.Condition.None;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What may have become of a version that was said to be kept.
class KeptCheckTest {

    private static final String FILE = "folder/file";
    private static final String OTHER = "folder/other";

    private final List<Recorded> recorded = new ArrayList<>();
    private final Map<String, Sight> found = new HashMap<>();
    private long now;

    @Test
    void whatIsThereIsThere() {
        put(1, "", "").put(2, tag(1), "").find(1);

        assertThat(failures()).isEmpty();
    }

    @Test
    void whatVanishesIsTold() {
        put(1, "", "").put(2, tag(1), "");

        assertThat(failures()).hasSize(1);
        assertThat(failures().getFirst()).contains(FILE, tag(1), "was called kept and is gone");
    }

    @Test
    void aLaterDeletionMayHaveTakenIt() {
        put(1, "", "").put(2, tag(1), "").delete(FILE, new Told(204, "", Map.of()));

        assertThat(failures()).isEmpty();
    }

    @Test
    void aDeletionWithoutAnAnswerMayHaveTakenItAtAnyTime() {
        delete(FILE, new Lost("broken")).put(1, "", "").put(2, tag(1), "");

        assertThat(failures()).isEmpty();
    }

    @Test
    void anEarlierOrRefusedDeletionOrOneOfAnotherFileHasNotTakenIt() {
        delete(FILE, new Told(204, "", Map.of()));
        put(1, "", "").put(2, tag(1), "");
        delete(FILE, new Told(412, "precondition-failed", Map.of()));
        delete(OTHER, new Told(204, "", Map.of()));
        delete(OTHER, new Lost("broken"));
        put(3, "", "");

        assertThat(failures()).hasSize(1);
    }

    @Test
    void whatWasCalledDroppedMayBeGone() {
        put(1, "", "").put(2, tag(1), "").put(3, tag(2), tag(1)).find(2);

        assertThat(failures()).isEmpty();
    }

    @Test
    void aPutWithoutAnAnswerDropsOnlyWhereThereAreTooMany() {
        put(1, "", "").put(2, tag(1), "");
        then(new Request.Put(FILE, content(3), new None()), new Lost("broken"));
        assertThat(failures()).hasSize(1);

        for (int number = 4; number < 40; number++) {
            put(number, tag(number - 1), "").find(number - 1);
        }
        assertThat(failures()).isEmpty();
    }

    @Test
    void aContentThatNobodyGaveIsTold() {
        put(1, "", "").find(9);

        assertThat(failures()).hasSize(1);
        assertThat(failures().getFirst()).contains("a content that nobody gave it");
    }

    private KeptCheckTest put(int number, String kept, String dropped) {
        Spared spared =
                new Spared(
                        Optional.of(kept).filter(tag -> !tag.isEmpty()),
                        Optional.of(dropped).filter(tag -> !tag.isEmpty()));
        return then(
                new Request.Put(FILE, content(number), new None()),
                new Told(200, "", Map.of(FILE, sight(number)), spared));
    }

    private KeptCheckTest delete(String path, Answer answer) {
        return then(new Request.Delete(path, new None()), answer);
    }

    private KeptCheckTest then(Request request, Answer answer) {
        recorded.add(new Recorded("A/1", request, now, now + 1, answer));
        now += 2;
        return this;
    }

    private void find(int number) {
        found.put(tag(number), sight(number));
    }

    private List<String> failures() {
        return new KeptCheck(recorded, Map.of(FILE, found)).failures();
    }

    private static Sight sight(int number) {
        return new Sight(tag(number), content(number).digest());
    }

    private static Content content(int number) {
        return Content.of(number, 10);
    }

    private static String tag(int number) {
        return "\"v" + number + '"';
    }
}
