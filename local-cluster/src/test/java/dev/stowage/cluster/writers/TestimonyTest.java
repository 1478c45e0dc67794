package dev.stowage.cluster.writers;

import static dev.stowage.cluster.history.Verdict.LINEARIZABLE;
import static dev.stowage.cluster.history.Verdict.VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.cluster.history.LinearCheck;
import dev.stowage.cluster.history.Verdict;
import dev.stowage.cluster.writers.Answer.Lost;
import dev.stowage.cluster.writers.Answer.Sight;
import dev.stowage.cluster.writers.Answer.Told;
import dev.stowage.cluster.writers.Condition.IfAbsent;
import dev.stowage.cluster.writers.Condition.IfTag;
import dev.stowage.cluster.writers.Condition.None;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What requests prove, told by whether their history is linearizable.
class TestimonyTest {

    private static final String FILE = "folder/file";
    private static final String OTHER = "elsewhere/file";

    private final List<Recorded> recorded = new ArrayList<>();
    private long now;

    private TestimonyTest then(Request request, Answer answer) {
        recorded.add(new Recorded("A/1", request, now, now + 1, answer));
        now += 2;
        return this;
    }

    private static Content content(int number) {
        return Content.of(number, 10);
    }

    private static String tag(int number) {
        return "\"v" + number + '"';
    }

    private static Answer saw(int status, int number) {
        return new Told(status, "", Map.of(FILE, new Sight(tag(number), content(number).digest())));
    }

    private static Answer said(int status) {
        return new Told(status, "", Map.of());
    }

    private static Request put(int number, Condition condition) {
        return new Request.Put(FILE, content(number), condition);
    }

    private static Request delete(Condition condition) {
        return new Request.Delete(FILE, condition);
    }

    private Verdict verdict() {
        Testimony testimony = new Testimony(List.of(FILE, OTHER), recorded);
        assertThat(testimony.contradictions()).isEmpty();
        return new LinearCheck(1000).check(testimony.histories().get(FILE));
    }

    @Test
    void everyKindOfAnswerThatFitsIsLinearizable() {
        then(new Request.Get(FILE), said(404));
        then(put(1, new None()), saw(201, 1));
        then(put(2, new IfAbsent()), said(412));
        then(put(3, new IfTag(tag(1))), saw(200, 3));
        then(put(4, new IfTag(tag(1))), said(412));
        then(delete(new IfTag(tag(1))), said(412));
        then(new Request.Head(FILE), saw(200, 3));
        then(new Request.Listing(""), saw(200, 3));
        then(new Request.Listing("elsewhere"), said(404));
        then(put(5, new None()), said(409));
        then(delete(new IfTag(tag(3))), said(204));
        then(delete(new None()), said(404));
        then(new Request.Listing("folder"), said(404));
        then(put(6, new None()), new Lost("broken"));
        then(new Request.Get(FILE), new Lost("503 busy"));
        then(new Request.Get(FILE), saw(200, 6));

        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void createdWhereOneIsCannotBe() {
        then(put(1, new None()), saw(201, 1)).then(put(2, new None()), saw(201, 2));

        assertThat(verdict()).isEqualTo(VIOLATED);
    }

    @Test
    void replacedWhereNoneIsCannotBe() {
        then(put(1, new None()), saw(200, 1));

        assertThat(verdict()).isEqualTo(VIOLATED);
    }

    @Test
    void aListingThatLacksAFileIsALookAtIt() {
        then(put(1, new None()), saw(201, 1)).then(new Request.Listing("folder"), said(404));

        assertThat(verdict()).isEqualTo(VIOLATED);
    }

    @Test
    void aConditionThatHeldIsBroken() {
        then(put(1, new None()), saw(201, 1)).then(put(2, new IfTag(tag(1))), said(412));

        assertThat(verdict()).isEqualTo(VIOLATED);
    }

    @Test
    void aConditionThatDidNotHoldIsBroken() {
        then(put(1, new None()), saw(201, 1));
        then(put(2, new None()), saw(200, 2));
        then(delete(new IfTag(tag(1))), said(204));

        assertThat(verdict()).isEqualTo(VIOLATED);
    }

    @Test
    void aRefusalWithoutConditionCannotBe() {
        then(put(1, new None()), said(412));

        assertThat(verdict()).isEqualTo(VIOLATED);
    }

    @Test
    void whatWasRefusedDidNotHappen() {
        then(put(1, new None()), said(409)).then(new Request.Get(FILE), saw(200, 1));

        assertThat(verdict()).isEqualTo(VIOLATED);
    }

    @Test
    void aContentThatNobodyGaveIsTold() {
        then(new Request.Get(FILE), saw(200, 9));

        Testimony testimony = new Testimony(List.of(FILE), recorded);

        assertThat(testimony.contradictions()).hasSize(1);
        assertThat(testimony.contradictions().getFirst()).contains("a content that nobody gave");
    }

    @Test
    void oneVersionWithTwoContentsIsTold() {
        then(put(1, new None()), saw(201, 1));
        then(
                put(2, new None()),
                new Told(200, "", Map.of(FILE, new Sight(tag(1), content(2).digest()))));

        assertThat(new Testimony(List.of(FILE), recorded).contradictions()).hasSize(1);
    }

    @Test
    void anAcknowledgementOfAnotherContentIsTold() {
        then(put(1, new None()), saw(201, 1)).then(put(2, new None()), saw(200, 1));

        assertThat(new Testimony(List.of(FILE), recorded).contradictions()).hasSize(1);
    }
}
