package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Carriers in ascending order, that are written in a byte or two each: every message that names
/// many of them names them so.
///
/// The text is base64url of numbers of 7 bits a byte, lowest first, the high bit set on all bytes
/// of a number but its last (LEB128). For every carrier it is the distance from the one before, for
/// the first one from -1; `0 n` stands for n more carriers at the distance of the last one.
/// Carriers 8 … 15 are `9 1 0 6`: `CQEABg`.
///
/// A set that was read takes up no more memory than its text, however many carriers that names.
public final class CarrierSet implements Iterable<CarrierId> {

    /// No text may name more, however short it is.
    public static final int MAX_CARRIERS = 1 << 20;

    private static final int REPETITIONS_WORTH_A_NUMBER = 3;
    private static final int MOST_NAMED = 8;

    private final List<Run> runs;
    private final int size;

    /// Carriers at one distance.
    ///
    /// @param distance 1 or more, also of a single one
    private record Run(long first, long distance, int count) {

        long last() {
            return first + distance * (count - 1);
        }

        boolean contains(long id) {
            return first <= id && id <= last() && (id - first) % distance == 0;
        }

        LongStream ids() {
            return LongStream.range(0, count).map(index -> first + index * distance);
        }
    }

    /// @param runs one after the other
    private CarrierSet(List<Run> runs) {
        this.runs = List.copyOf(runs);
        this.size = runs.stream().mapToInt(Run::count).sum();
    }

    public static CarrierSet of(Collection<CarrierId> carriers) {
        long[] ids = carriers.stream().mapToLong(CarrierId::value).sorted().distinct().toArray();
        List<Run> runs = new ArrayList<>();
        long before = -1;
        for (int index = 0; index < ids.length; index++) {
            long distance = ids[index] - before;
            int repeated = repeated(ids, index, distance);
            int more = repeated < REPETITIONS_WORTH_A_NUMBER ? 0 : repeated;
            runs.add(new Run(ids[index], distance, 1 + more));
            index += more;
            before = ids[index];
        }
        return new CarrierSet(runs);
    }

    /// Carriers after this one that follow at the same distance.
    private static int repeated(long[] ids, int index, long distance) {
        int last = index;
        while (last + 1 < ids.length && ids[last + 1] - ids[last] == distance) {
            last++;
        }
        return last - index;
    }

    public int size() {
        return size;
    }

    public boolean contains(CarrierId carrier) {
        int low = 0;
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).last() < carrier.value()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < runs.size() && runs.get(low).contains(carrier.value());
    }

    private LongStream ids() {
        return runs.stream().flatMapToLong(Run::ids);
    }

    public Stream<CarrierId> stream() {
        return ids().mapToObj(CarrierId::new);
    }

    @Override
    public Iterator<CarrierId> iterator() {
        return stream().iterator();
    }

    /// However they were written.
    @Override
    public boolean equals(Object other) {
        return other instanceof CarrierSet set
                && size == set.size
                && Arrays.equals(ids().toArray(), set.ids().toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids().toArray());
    }

    /// The carriers for people: the first eight, and how many more there are.
    public String forPeople() {
        String first =
                ids().limit(MOST_NAMED).mapToObj(Long::toString).collect(Collectors.joining(", "));
        int more = size - MOST_NAMED;
        return more > 0 ? "%s and %d more".formatted(first, more) : first;
    }

    /// The text, as messages bear it.
    @Override
    public String toString() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long before = -1;
        for (Run each : runs) {
            write(each.first - before, bytes);
            if (each.count > 1) {
                write(0, bytes);
                write(each.count - 1, bytes);
            }
            before = each.last();
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static void write(long number, ByteArrayOutputStream bytes) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /// @param text as [#toString] gives it
    /// @throws IllegalArgumentException if it cannot be read or names more than [#MAX_CARRIERS]
    public static CarrierSet valueOf(String text) {
        return new Reading(Base64.getUrlDecoder().decode(text)).all();
    }

    private static final class Reading {

        private final byte[] bytes;
        private int next;
        private final List<Run> runs = new ArrayList<>();
        private int count;
        private long last = -1;

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        CarrierSet all() {
            while (next < bytes.length) {
                long number = number();
                if (number != 0) {
                    requireRoom(number, 1);
                    runs.add(new Run(last + number, number, 1));
                } else {
                    addMore(number());
                }
                last = runs.getLast().last();
            }
            return new CarrierSet(runs);
        }

        /// To the run that was read last.
        private void addMore(long times) {
            if (runs.isEmpty() || times < 1 || times > MAX_CARRIERS) {
                throw malformed("repeats %d times".formatted(times));
            }
            Run before = runs.getLast();
            requireRoom(before.distance, (int) times);
            runs.set(
                    runs.size() - 1,
                    new Run(before.first, before.distance, before.count + (int) times));
        }

        private void requireRoom(long distance, int times) {
            boolean isBeyond =
                    distance < 1 || distance > (Long.MAX_VALUE - Math.max(0, last)) / times;
            if (isBeyond || times > MAX_CARRIERS - count) {
                throw malformed("has %d or more carriers up to %d".formatted(count, last));
            }
            count += times;
        }

        private long number() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                if (next == bytes.length) {
                    throw malformed("ends within a number");
                }
                byte part = bytes[next++];
                number |= (part & 0x7FL) << shift;
                if (part >= 0) {
                    return number;
                }
            }
            throw malformed("has a number that is too long");
        }

        private static IllegalArgumentException malformed(String why) {
            return new IllegalArgumentException("a set of carriers " + why);
        }
    }
}
