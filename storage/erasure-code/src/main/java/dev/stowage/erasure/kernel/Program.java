package dev.stowage.erasure.kernel;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Routines that run one after the other on a tile of all rows: on sources, which are only read, on
/// targets, and on scratch rows that live as long as the tile.
///
/// Rows are numbered: first the sources, then the targets, then the scratch rows. Long rows are
/// worked through tile by tile. Rows on the heap are worked on where they lie; others, and the last
/// bytes of all rows that do not fill a [Routine#GRAIN], are copied into the workspace and back.
public final class Program {

    /// Long tiles make few runs of the routines, which is worth more than the processor's nearest
    /// cache; the second one should hold a tile of all rows.
    private static final int TILE_BUDGET = 512 << 10;

    private static final int SHORTEST_TILE = 256;
    private static final int LONGEST_TILE = 16 << 10;

    /// Between copied rows, so that they do not compete for the same lines of the cache.
    private static final int GAP = 192;

    private static final int MOST_IDLE_WORKSPACES = 8;

    private final int sources;
    private final int targets;
    private final List<Stage> stages;
    private final int rows;
    private final int tile;
    private final int stride;
    private final Queue<Workspace> idle = new ArrayBlockingQueue<>(MOST_IDLE_WORKSPACES);

    /// @param sources how many rows are read
    /// @param targets how many rows are written
    /// @param scratchRows how many rows are needed besides
    /// @param stages in the order in which they run; each target is written by one of them
    public Program(int sources, int targets, int scratchRows, List<Stage> stages) {
        this.sources = sources;
        this.targets = targets;
        this.stages = List.copyOf(stages);
        this.rows = sources + targets + scratchRows;
        this.tile = fittingTile(rows);
        this.stride = tile + GAP;
    }

    private static int fittingTile(int rows) {
        int fitting = Integer.highestOneBit(TILE_BUDGET / rows);
        return Math.clamp(fitting, SHORTEST_TILE, LONGEST_TILE);
    }

    /// Overwrites the targets. All segments have the same length; targets overlap nothing.
    ///
    /// @param sources as many as the program reads
    /// @param targets as many as the program writes
    public void run(MemorySegment[] sources, MemorySegment[] targets) {
        Workspace workspace = idle.poll();
        if (workspace == null) {
            workspace = new Workspace();
        }
        workspace.run(sources, targets);
        idle.offer(workspace);
    }

    /// What one run needs: where each row lies at the moment, and memory for those that are copied.
    private final class Workspace {

        private final byte[] memory = new byte[rows * stride];
        private final MemorySegment copies = MemorySegment.ofArray(memory);
        private final HeapRows heap = new HeapRows(sources + targets);
        private final byte[][] arrays = new byte[rows][];
        private final int[] offsets = new int[rows];
        private final byte[][] stageArrays;
        private final int[] stageOffsets;

        Workspace() {
            int most = stages.stream().mapToInt(Stage::rows).max().orElse(0);
            stageArrays = new byte[most][];
            stageOffsets = new int[most];
            for (int row = sources + targets; row < rows; row++) {
                place(row, memory, row * stride);
            }
        }

        void run(MemorySegment[] read, MemorySegment[] written) {
            heap.find(read, written);
            long length = written[0].byteSize();
            for (long position = 0; position < length; position += tile) {
                int bytes = (int) Math.min(tile, length - position);
                int whole = bytes - bytes % Routine.GRAIN;
                if (whole > 0) {
                    runTile(read, written, position, whole, true);
                }
                if (whole < bytes) {
                    runTile(read, written, position + whole, bytes - whole, false);
                }
            }
            heap.forget();
        }

        /// @param inPlace whether rows on the heap may be worked on where they lie
        private void runTile(
                MemorySegment[] read,
                MemorySegment[] written,
                long position,
                int bytes,
                boolean inPlace) {
            for (int row = 0; row < sources + targets; row++) {
                byte[] array = inPlace ? heap.array(row) : null;
                if (array != null) {
                    place(row, array, heap.offset(row) + (int) position);
                } else {
                    place(row, memory, row * stride);
                    if (row < sources) {
                        MemorySegment.copy(read[row], position, copies, (long) row * stride, bytes);
                    }
                }
            }
            runStages(Math.ceilDiv(bytes, Routine.GRAIN) * Routine.GRAIN);
            for (int row = sources; row < sources + targets; row++) {
                if (!inPlace || heap.array(row) == null) {
                    MemorySegment target = written[row - sources];
                    MemorySegment.copy(copies, (long) row * stride, target, position, bytes);
                }
            }
        }

        private void runStages(int bytes) {
            for (Stage stage : stages) {
                stage.run(arrays, offsets, stageArrays, stageOffsets, bytes);
            }
        }

        private void place(int row, byte[] array, int offset) {
            arrays[row] = array;
            offsets[row] = offset;
        }
    }
}
