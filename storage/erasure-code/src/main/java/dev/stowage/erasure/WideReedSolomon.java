package dev.stowage.erasure;

import dev.stowage.erasure.kernel.Routine;
import dev.stowage.erasure.kernel.RoutineFactory;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The code `rs` over GF(2^16) and GF(2^32), for K a power of four from 256 on: any K of the 2K
/// fragments suffice.
///
/// Parity is a transform of the data and one back, over other points. To reconstruct, let e be the
/// polynomial that vanishes at the points of the lost fragments, and P the one whose values are the
/// fragments. The values of Q = e · P are known everywhere, being 0 where a fragment is lost, and
/// where e vanishes Q' = e' · P. So: multiply what is there by e, transform, derive, transform
/// back, divide by e'. (Q + Q' serves as well as Q', since Q is 0 where it is looked at.)
///
/// Source: S.-J. Lin, T. Y. Al-Naffouri, Y. S. Han, "FFT algorithm for binary extension finite
/// fields and its application to Reed–Solomon codes", IEEE Transactions on Information Theory 62
/// (2016).
final class WideReedSolomon implements ErasureCode {

    private static final int MOST_IDLE_TILES = 2;
    private static final int MOST_REMEMBERED = 4;

    private final int dataFragments;
    private final int planes;
    private final WideTransform transform;
    private final Routine product;
    private final ErasureLocator locator;
    private final Queue<WideTile> encodingTiles = new ArrayBlockingQueue<>(MOST_IDLE_TILES);
    private final Queue<WideTile> reconstructingTiles = new ArrayBlockingQueue<>(MOST_IDLE_TILES);
    private final RecentlyUsed<BitSet, int[]> factors;

    /// @param dataFragments K, a power of four, 256 … 65536
    WideReedSolomon(int dataFragments, RoutineFactory routines) {
        this.dataFragments = dataFragments;
        this.planes = 2 * dataFragments <= 1 << 16 ? 2 : 4;
        this.transform = new WideTransform(planes, routines);
        this.product = routines.routine(WideCircuits.product(planes));
        this.locator = new ErasureLocator(2 * dataFragments);
        this.factors = new RecentlyUsed<>(MOST_REMEMBERED, this::slotsOfFactors);
    }

    @Override
    public int dataFragments() {
        return dataFragments;
    }

    @Override
    public int symbolBytes() {
        return planes;
    }

    @Override
    public void encode(MemorySegment[] fragments) {
        BitSet read = new BitSet(fragments());
        read.set(0, dataFragments);
        BitSet written = new BitSet(fragments());
        written.set(dataFragments, fragments());
        FragmentArray array = FragmentArray.check(this, fragments, read, written);
        WideTile tile = tile(encodingTiles, dataFragments);
        tile.take(array);
        for (int start = 0; start < tile.planeLength(); start += tile.width()) {
            tile.moveTo(start);
            encode(tile);
        }
        tile.release();
        encodingTiles.offer(tile);
    }

    private void encode(WideTile tile) {
        if (tile.isInPlace()) {
            transform.extend(tile, dataFragments, null, null);
        } else {
            transform.extend(
                    tile,
                    dataFragments,
                    row -> tile.load(row, row),
                    row -> tile.store(row, dataFragments + row));
        }
    }

    @Override
    public void reconstruct(@Nullable MemorySegment[] fragments, BitSet present, BitSet wanted) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(present);
        FragmentArray array = FragmentArray.check(this, fragments, present, missing);
        if (missing.isEmpty()) {
            return;
        }
        BitSet sources = sources(present, missing);
        WideTile tile = tile(reconstructingTiles, fragments());
        tile.take(array);
        int[] slots = factors.get(sources);
        for (int start = 0; start < tile.planeLength(); start += tile.width()) {
            tile.moveTo(start);
            reconstruct(tile, sources, missing, slots);
        }
        tile.release();
        reconstructingTiles.offer(tile);
    }

    private void reconstruct(WideTile tile, BitSet sources, BitSet missing, int[] slots) {
        int half = dataFragments;
        IntConsumer load = row -> loadProduct(tile, row, sources, slots);
        IntConsumer store = row -> multiply(tile, row, slots, false);
        transform.inverse(tile, 0, half, 0, load);
        transform.inverse(tile, half, half, half, load);
        transform.add(tile, half, 0, half);
        transform.addDerivative(tile, 0, half);
        transform.add(tile, 0, half, half);
        if (missing.length() > half) {
            transform.addDerivative(tile, half, half);
            transform.add(tile, half, 0, half);
            transform.forward(tile, half, half, half, missing, store);
        }
        transform.forward(tile, 0, half, 0, missing, store);
    }

    private void loadProduct(WideTile tile, int row, BitSet sources, int[] slots) {
        if (sources.get(row)) {
            multiply(tile, row, slots, true);
        } else {
            tile.clear(row);
        }
    }

    /// Multiplies a fragment by its factor, on its way into its row or out of it.
    private void multiply(WideTile tile, int fragment, int[] slots, boolean in) {
        boolean inPlace = tile.isInPlace();
        if (in && !inPlace) {
            tile.load(fragment, fragment);
        }
        for (int plane = 0; plane < planes; plane++) {
            place(tile, plane, fragment, plane, in && inPlace);
            place(tile, planes + plane, fragment, plane, !in && inPlace);
        }
        int count = WideCircuits.slots(planes);
        int[] coefficients = tile.coefficients();
        System.arraycopy(slots, fragment * count, coefficients, 0, count);
        tile.run(product, coefficients, tile.bytes());
        if (!in && !inPlace) {
            tile.store(fragment, fragment);
        }
    }

    private static void place(
            WideTile tile, int index, int fragment, int plane, boolean inFragment) {
        if (inFragment) {
            tile.placeFragment(index, fragment, plane);
        } else {
            tile.placeRow(index, fragment, plane);
        }
    }

    private int[] slotsOfFactors(BitSet sources) {
        BitSet lost = (BitSet) sources.clone();
        lost.flip(0, fragments());
        int[] all = locator.factors(lost);
        int count = WideCircuits.slots(planes);
        int[] slots = new int[all.length * count];
        for (int i = 0; i < all.length; i++) {
            WideCircuits.coefficients(all[i], planes, slots, i * count);
        }
        return slots;
    }

    private WideTile tile(Queue<WideTile> idle, int rows) {
        WideTile tile = idle.poll();
        return tile == null ? new WideTile(planes, rows, fragments()) : tile;
    }

    @Override
    public BitSet sources(BitSet available, BitSet wanted) {
        return FragmentArray.firstOf(this, available, wanted);
    }

    @Override
    public String toString() {
        return "rs(%d+%d)".formatted(dataFragments, dataFragments);
    }
}
