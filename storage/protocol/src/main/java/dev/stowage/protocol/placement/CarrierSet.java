package dev.stowage.protocol.placement;

import dev.stowage.format.address.CarrierId;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Iterator;
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
public final class CarrierSet implements Iterable<CarrierId> {

    /// No text may name more, however short it is.
    public static final int MAX_CARRIERS = 1 << 20;

    private static final int REPETITIONS_WORTH_A_NUMBER = 3;
    private static final int MOST_NAMED = 8;

    private final long[] ids;

    private CarrierSet(long[] ids) {
        this.ids = ids;
    }

    public static CarrierSet of(Collection<CarrierId> carriers) {
        return new CarrierSet(
                carriers.stream().mapToLong(CarrierId::value).sorted().distinct().toArray());
    }

    public int size() {
        return ids.length;
    }

    public boolean contains(CarrierId carrier) {
        return Arrays.binarySearch(ids, carrier.value()) >= 0;
    }

    public Stream<CarrierId> stream() {
        return LongStream.of(ids).mapToObj(CarrierId::new);
    }

    @Override
    public Iterator<CarrierId> iterator() {
        return stream().iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CarrierSet set && Arrays.equals(ids, set.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    /// The carriers for people: the first eight, and how many more there are.
    public String forPeople() {
        String first =
                LongStream.of(ids)
                        .limit(MOST_NAMED)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(", "));
        int more = ids.length - MOST_NAMED;
        return more > 0 ? "%s and %d more".formatted(first, more) : first;
    }

    /// The text, as messages bear it.
    @Override
    public String toString() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long before = -1;
        for (int index = 0; index < ids.length; index++) {
            long distance = ids[index] - before;
            write(distance, bytes);
            int repeated = repeated(index, distance);
            if (repeated >= REPETITIONS_WORTH_A_NUMBER) {
                write(0, bytes);
                write(repeated, bytes);
                index += repeated;
            }
            before = ids[index];
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /// Carriers after this one that follow at the same distance.
    private int repeated(int index, long distance) {
        int last = index;
        while (last + 1 < ids.length && ids[last + 1] - ids[last] == distance) {
            last++;
        }
        return last - index;
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
        private long[] ids = new long[64];
        private int count;
        private long last = -1;

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        CarrierSet all() {
            long distance = 0;
            while (next < bytes.length) {
                long number = number();
                if (number != 0) {
                    distance = number;
                    add(distance);
                } else {
                    addMore(number(), distance);
                }
            }
            return new CarrierSet(Arrays.copyOf(ids, count));
        }

        private void addMore(long times, long distance) {
            if (distance == 0 || times < 1 || times > MAX_CARRIERS - count) {
                throw malformed("repeats %d times".formatted(times));
            }
            for (long i = 0; i < times; i++) {
                add(distance);
            }
        }

        private void add(long distance) {
            long id = last + distance;
            if (id <= last || count == MAX_CARRIERS) {
                throw malformed("has %d or more carriers up to %d".formatted(count, last));
            }
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
            }
            ids[count++] = id;
            last = id;
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
