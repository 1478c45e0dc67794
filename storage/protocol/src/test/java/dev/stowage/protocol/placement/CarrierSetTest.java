package dev.stowage.protocol.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stowage.format.address.CarrierId;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierSetTest {

    @Test
    void theTextIsAsDocumented() {
        assertThat(set(LongStream.rangeClosed(8, 15))).hasToString("CQEABg");
        assertThat(set(LongStream.empty())).hasToString("");
        assertThat(set(LongStream.of(0, 200))).hasToString("AcgB");
        assertThat(CarrierSet.valueOf("CQEABg"))
                .containsExactlyElementsOf(ids(LongStream.rangeClosed(8, 15)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everySetComesBackAsItWent(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long bound = 1L << (1 + random.nextInt(62));
            LongStream numbers = random.longs(random.nextInt(300), 0, bound);
            CarrierSet set = set(numbers);
            assertThat(CarrierSet.valueOf(set.toString())).as("seed %d", seed).isEqualTo(set);
            assertThat(CarrierSet.valueOf(set.toString()).stream().toList())
                    .containsExactlyElementsOf(set)
                    .hasSize(set.size());
        }
        CarrierSet ends = set(LongStream.of(0, Long.MAX_VALUE));
        assertThat(CarrierSet.valueOf(ends.toString())).isEqualTo(ends);
    }

    @Test
    void orderAndRepetitionDoNotMatter() {
        assertThat(set(LongStream.of(9, 3, 9))).isEqualTo(set(LongStream.of(3, 9)));
        assertThat(set(LongStream.of(9, 3, 9))).hasSameHashCodeAs(set(LongStream.of(3, 9)));
    }

    @Test
    void theWidestGroupIsAFewBytesAndAShareOfItAByteAndAThirdForEach() {
        assertThat(set(LongStream.range(8, 8 + 131_072)).toString()).hasSizeLessThan(12);
        assertThat(set(LongStream.range(0, 65_536).map(i -> 2 * i)).toString()).hasSizeLessThan(12);
        Random random = new Random(1);
        CarrierSet share = set(LongStream.range(0, 2048).map(i -> 64 * i + random.nextInt(64)));
        assertThat(share.toString()).hasSizeLessThan(2048 * 3 / 2);
    }

    @Test
    void itHoldsWhatItNamesAndNothingElse() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            List<Long> numbers =
                    random.longs(random.nextInt(100), 0, 200).distinct().boxed().toList();
            CarrierSet set =
                    CarrierSet.valueOf(set(numbers.stream().mapToLong(Long::longValue)).toString());
            for (long number = 0; number < 200; number++) {
                assertThat(set.contains(new CarrierId(number)))
                        .as("%d in %s", number, numbers)
                        .isEqualTo(numbers.contains(number));
            }
        }
    }

    @Test
    void itIsTheSameHoweverItIsWritten() {
        CarrierSet shortly = CarrierSet.valueOf("CQEABg");
        for (String text : List.of("CQEBAQEBAQE", "CQEAAgAE")) {
            CarrierSet otherwise = CarrierSet.valueOf(text);
            assertThat(otherwise).isEqualTo(shortly).hasSameHashCodeAs(shortly);
            assertThat(otherwise).containsExactlyElementsOf(shortly);
        }
    }

    /// Each would take 8 MiB as numbers.
    @Test
    void manyThatNameAMillionTakeLittleMemory() {
        List<CarrierSet> sets =
                IntStream.range(0, 10_000).mapToObj(_ -> CarrierSet.valueOf("AQD__z8")).toList();

        assertThat(sets).allMatch(each -> each.size() == CarrierSet.MAX_CARRIERS);
    }

    @Test
    void peopleReadTheFirstEightAndHowManyMoreThereAre() {
        assertThat(set(LongStream.of(4)).forPeople()).isEqualTo("4");
        assertThat(set(LongStream.range(1, 9)).forPeople()).isEqualTo("1, 2, 3, 4, 5, 6, 7, 8");
        assertThat(set(LongStream.range(1, 10)).forPeople())
                .isEqualTo("1, 2, 3, 4, 5, 6, 7, 8 and 1 more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAE", // repeats before there is anything to repeat
                "AQA", // repeats without a number
                "AQAA", // repeats 0 times
                "gA", // ends within a number
                "AQCAgIAB", // names more than a million
                "gICAgICAgICAAQE", // goes beyond 2^63-1
                "gICAgICAgICAgAE", // has a number that is too long
                "*" // is no base64url
            })
    void whatCannotBeReadIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CarrierSet.valueOf(text));
    }

    private static CarrierSet set(LongStream numbers) {
        return CarrierSet.of(ids(numbers));
    }

    private static List<CarrierId> ids(LongStream numbers) {
        return numbers.mapToObj(CarrierId::new).toList();
    }
}
