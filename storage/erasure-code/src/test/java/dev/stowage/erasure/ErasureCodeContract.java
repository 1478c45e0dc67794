package dev.stowage.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every [ErasureCode] keeps, whatever it computes. Losses are always one position's, data i
/// and parity i, which any code must survive.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ErasureCodeContract {

    private static final int[] LENGTHS = {1, 2, 7, 63, 64, 65, 1000, 2047, 2048, 2049, 6150};

    /// The codes under test.
    abstract Stream<ErasureCode> codes();

    @ParameterizedTest
    @MethodSource("codes")
    void encodingWritesParityAndNothingElse(ErasureCode code) {
        for (int length : LENGTHS) {
            Stripe stripe = Stripe.blank(code.fragments(), length);
            stripe.fillData(code, length);
            List<ByteBuffer> data = bytes(stripe, code.dataFragments());
            code.encode(stripe.fragments());
            assertThat(bytes(stripe, code.dataFragments())).isEqualTo(data);
            assertThat(stripe.guardsAreUntouched()).as("guards, length %d", length).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void encodingIsDeterministicWhateverTheParityHeldBefore(ErasureCode code) {
        Stripe first = Stripe.encoded(code, 300, 1);
        Stripe second = Stripe.encoded(code, 300, 1);
        code.encode(second.fragments());
        assertThat(bytes(second, code.fragments())).isEqualTo(bytes(first, code.fragments()));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aByteIsCodedTheSameAtEveryPositionOfEveryLength(ErasureCode code) {
        Random random = new Random(2);
        for (int length : LENGTHS) {
            Stripe stripe = Stripe.encoded(code, length, length);
            IntStream positions = IntStream.of(0, length / 2, length - 2, length - 1);
            IntStream others = random.ints(20, 0, length);
            IntStream.concat(positions, others)
                    .filter(position -> position >= 0)
                    .forEach(position -> assertCodedAlone(code, stripe, position));
        }
    }

    private static void assertCodedAlone(ErasureCode code, Stripe stripe, int position) {
        Stripe single = Stripe.blank(code.fragments(), 1);
        byte[] column = stripe.column(position);
        for (int i = 0; i < code.dataFragments(); i++) {
            single.set(i, new byte[] {column[i]});
        }
        code.encode(single.fragments());
        assertThat(single.column(0)).as("byte %d of every fragment", position).isEqualTo(column);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void reconstructsFragmentsOfEveryLength(ErasureCode code) {
        for (int length : LENGTHS) {
            Stripe stripe = Stripe.encoded(code, length, length);
            for (int position = 0; position < code.dataFragments(); position++) {
                BitSet lost = position(code, position);
                assertReconstructs(code, stripe, without(code, lost), lost);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void heapAndNativeMemoryGiveTheSameBytes(ErasureCode code) {
        int length = 2500;
        long size = Stripe.size(code.fragments(), length);
        Stripe expected = Stripe.encoded(code, length, 3);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment longs = MemorySegment.ofArray(new long[(int) size / Long.BYTES + 1]);
            for (MemorySegment memory : List.of(longs, arena.allocate(size))) {
                Stripe stripe = new Stripe(memory.asSlice(0, size), code.fragments(), length);
                stripe.fillData(code, 3);
                code.encode(stripe.fragments());
                assertThat(bytes(stripe, code.fragments()))
                        .isEqualTo(bytes(expected, code.fragments()));
                assertThat(stripe.guardsAreUntouched()).isTrue();
                BitSet lost = position(code, 1);
                MemorySegment[] mixed = expected.fragments();
                lost.stream().forEach(i -> mixed[i] = stripe.fragments()[i].fill((byte) 0));
                code.reconstruct(mixed, without(code, lost), lost);
                assertThat(bytes(stripe, code.fragments()))
                        .isEqualTo(bytes(expected, code.fragments()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aWantedFragmentThatIsPresentIsLeftAlone(ErasureCode code) {
        Stripe stripe = Stripe.encoded(code, 100, 4);
        BitSet lost = position(code, 0);
        BitSet everything = without(code, new BitSet());
        assertReconstructs(code, stripe, without(code, lost), everything);

        MemorySegment[] readOnly = stripe.fragments();
        without(code, lost).stream().forEach(i -> readOnly[i] = readOnly[i].asReadOnly());
        assertThatCode(() -> code.reconstruct(readOnly, without(code, lost), everything))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void entriesNeitherPresentNorWantedMayBeAnything(ErasureCode code) {
        Stripe stripe = Stripe.encoded(code, 100, 5);
        byte[] lost = stripe.bytes(0);
        MemorySegment[] fragments = stripe.fragments();
        fragments[0].fill((byte) 0);
        fragments[code.dataFragments()] = null;
        code.reconstruct(fragments, without(code, position(code, 0)), indexes(0));
        assertThat(stripe.bytes(0)).isEqualTo(lost);

        fragments[0].fill((byte) 0);
        fragments[code.dataFragments()] = MemorySegment.ofArray(new byte[3]).asReadOnly();
        code.reconstruct(fragments, without(code, position(code, 0)), indexes(0));
        assertThat(stripe.bytes(0)).isEqualTo(lost);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void nothingIsNeededWhenNothingIsMissing(ErasureCode code) {
        MemorySegment[] none = new MemorySegment[code.fragments()];
        assertThatCode(() -> code.reconstruct(none, new BitSet(), new BitSet()))
                .doesNotThrowAnyException();
        none[1] = MemorySegment.ofArray(new byte[1]);
        assertThatCode(() -> code.reconstruct(none, indexes(1), indexes(1)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void theGivenSetsAndArrayStayAsTheyAre(ErasureCode code) {
        MemorySegment[] fragments = Stripe.encoded(code, 10, 6).fragments();
        MemorySegment[] copy = fragments.clone();
        BitSet present = without(code, position(code, 0));
        BitSet wanted = indexes(0, 1);
        code.reconstruct(fragments, present, wanted);
        assertThat(fragments).isEqualTo(copy);
        assertThat(present).isEqualTo(without(code, position(code, 0)));
        assertThat(wanted).isEqualTo(indexes(0, 1));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void refusesAnArrayOfAnotherSize(ErasureCode code) {
        int size = code.fragments();
        for (int wrong : new int[] {0, size - 1, size + 1}) {
            MemorySegment[] fragments = Stripe.blank(wrong, 1).fragments();
            String message = "need an array of %d fragments, got %d".formatted(size, wrong);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> code.encode(fragments))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> code.reconstruct(fragments, new BitSet(), new BitSet()))
                    .withMessage(message);
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void theSourcesOfALostPositionAreEnoughToRebuildIt(ErasureCode code) {
        Stripe stripe = Stripe.encoded(code, 65, 9);
        for (int i = 0; i < code.dataFragments(); i++) {
            BitSet lost = position(code, i);
            BitSet available = without(code, lost);
            BitSet sources = code.sources(available, lost);
            assertThat(available.stream().boxed().toList())
                    .containsAll(sources.stream().boxed().toList());
            assertReconstructs(code, stripe, sources, lost);
            assertThat(code.sources(sources, lost)).isEqualTo(sources);
            assertThat(available).as("what was given").isEqualTo(without(code, lost));
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void whatIsAvailableNeedsNoSources(ErasureCode code) {
        assertThat(code.sources(indexes(0), indexes(0))).isEqualTo(new BitSet());
        assertThat(code.sources(new BitSet(), new BitSet())).isEqualTo(new BitSet());
        BitSet all = without(code, new BitSet());
        assertThat(code.sources(all, all)).isEqualTo(new BitSet());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void noSourcesAreNamedWhenNoneSuffice(ErasureCode code) {
        assertThatExceptionOfType(TooFewFragmentsException.class)
                .isThrownBy(() -> code.sources(new BitSet(), indexes(1)));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void refusesIndexesBeyondTheLastFragment(ErasureCode code) {
        int beyond = code.fragments();
        String message =
                "fragment %d does not exist, the last one is %d".formatted(beyond, beyond - 1);
        MemorySegment[] fragments = Stripe.encoded(code, 10, 7).fragments();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.reconstruct(fragments, new BitSet(), indexes(beyond)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.reconstruct(fragments, indexes(0, beyond), new BitSet()))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.sources(new BitSet(), indexes(beyond)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.sources(indexes(beyond), new BitSet()))
                .withMessage(message);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void refusesNullsWhereFragmentsAreNeeded(ErasureCode code) {
        assertEveryUseRefuses(code, fragment -> null, "fragment %d is null");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void refusesFragmentsOfDifferentLengths(ErasureCode code) {
        assertEveryUseRefuses(
                code,
                fragment -> MemorySegment.ofArray(new byte[11]),
                "fragments differ in length: 0 has 10 bytes, %d has 11");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void refusesEmptyFragments(ErasureCode code) {
        assertEveryUseRefuses(
                code, fragment -> MemorySegment.ofArray(new byte[0]), "fragment %d is empty");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void refusesReadOnlyFragmentsOnlyWhereItMustWrite(ErasureCode code) {
        int last = code.fragments() - 1;
        String message = "fragment %d is to be written but read-only".formatted(last);
        MemorySegment[] fragments = Stripe.encoded(code, 10, 8).fragments();
        fragments[0] = fragments[0].asReadOnly();
        assertThatCode(() -> code.encode(fragments)).doesNotThrowAnyException();
        fragments[last] = fragments[last].asReadOnly();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> code.encode(fragments))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                code.reconstruct(
                                        fragments, without(code, indexes(last)), indexes(last)))
                .withMessage(message);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void servesManyThreadsAtOnce(ErasureCode code) throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int seed = 0; seed < 32; seed++) {
            Stripe stripe = Stripe.encoded(code, 500, seed);
            BitSet lost = position(code, seed % code.dataFragments());
            tasks.add(
                    () -> {
                        code.encode(Stripe.blank(code.fragments(), 500).fragments());
                        assertReconstructs(code, stripe, without(code, lost), lost);
                        return null;
                    });
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Void> done : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                done.get();
            }
        }
    }

    /// Replaces one fragment after the other in encode, among the present ones and as the wanted
    /// one.
    private static void assertEveryUseRefuses(
            ErasureCode code, UnaryOperator<MemorySegment> replacement, String message) {
        for (int i = 1; i < code.fragments(); i++) {
            Stripe stripe = Stripe.blank(code.fragments(), 10);
            MemorySegment[] fragments = stripe.fragments();
            fragments[i] = replacement.apply(fragments[i]);
            String expected = message.formatted(i);
            BitSet only = indexes(i);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> code.encode(fragments))
                    .withMessage(expected);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> code.reconstruct(fragments, without(code, only), only))
                    .withMessage(expected);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    code.reconstruct(
                                            fragments, without(code, new BitSet()), new BitSet()))
                    .withMessage(expected);
            assertThat(IntStream.range(0, code.fragments()).allMatch(stripe::isBlank)).isTrue();
        }
    }

    /// Reconstructs in a copy of the stripe where all that is not present was blanked, and compares
    /// every byte of it.
    static void assertReconstructs(
            ErasureCode code, Stripe original, BitSet present, BitSet wanted) {
        Stripe copy = original.copy(present);
        code.reconstruct(copy.fragments(), present, wanted);
        for (int i = 0; i < code.fragments(); i++) {
            if (!present.get(i) && !wanted.get(i)) {
                assertThat(copy.isBlank(i)).as("fragment %d, not wanted", i).isTrue();
            } else if (!copy.matches(original, i)) {
                assertThat(copy.bytes(i))
                        .as(
                                "fragment %d of %s, present %s, wanted %s",
                                i, original, present, wanted)
                        .isEqualTo(original.bytes(i));
            }
        }
        assertThat(copy.guardsAreUntouched()).as("guards").isTrue();
    }

    static BitSet indexes(int... indexes) {
        BitSet set = new BitSet();
        IntStream.of(indexes).forEach(set::set);
        return set;
    }

    /// Returns the indexes of all fragments but the lost ones.
    static BitSet without(ErasureCode code, BitSet lost) {
        BitSet present = new BitSet();
        present.set(0, code.fragments());
        present.andNot(lost);
        return present;
    }

    private static BitSet position(ErasureCode code, int position) {
        return indexes(position, code.dataFragments() + position);
    }

    private static List<ByteBuffer> bytes(Stripe stripe, int fragments) {
        return IntStream.range(0, fragments).mapToObj(stripe::bytes).map(ByteBuffer::wrap).toList();
    }
}
