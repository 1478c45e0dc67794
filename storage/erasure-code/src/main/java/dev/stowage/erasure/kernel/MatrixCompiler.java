package dev.stowage.erasure.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.foreign.MemorySegment;

/// Writes a routine that multiplies matrices with so many rows, whatever the number of their columns.
///
/// It keeps the sums of all rows in registers, for a few vectors side by side, and goes over the sources:
///
///     for each few vectors of a row
///         sums = 0
///         for each source
///             split its bytes into halves
///             for each row
///                 sums ^= low[low halves] ^ high[high halves]
///         store the sums
///
/// A circuit does the same with all tables in registers, and is faster as long as they fit. Here a table,
/// see [HalfTables], is loaded from the processor's cache once for the vectors side by side. So the more of
/// these the better, until registers run out: what counts beside the permutations is all that is not one.
final class MatrixCompiler {

    private static final int MOST_SIDE_BY_SIDE = 4;

    /// Registers for masks, a table, and what is between.
    private static final int OTHER_REGISTERS = 4;

    private final int rowCount;
    private final VectorCode vectors;
    private final int vectorBytes;
    private final CodeBuilder code;
    private final int sideBySide;

    /// Local variables: where the loops are; where in the coefficients; array and offset of a row;
    /// the tables, and those of one coefficient; low and high halves of each vector; the sums.
    private final int position;

    private final int source;
    private final int sources;
    private final int coefficient;
    private final int array;
    private final int offset;
    private final int tables;
    private final int table;
    private final int halves;
    private final int sums;

    private MatrixCompiler(int rows, VectorCode vectors) {
        this.rowCount = rows;
        this.vectors = vectors;
        this.vectorBytes = vectors.vectorBytes();
        this.code = vectors.plain();
        this.sideBySide = sideBySide(rows, vectorBytes);
        this.position = vectors.allocate(TypeKind.INT, 1);
        this.source = vectors.allocate(TypeKind.INT, 1);
        this.sources = vectors.allocate(TypeKind.INT, 1);
        this.coefficient = vectors.allocate(TypeKind.INT, 1);
        this.array = vectors.allocate(TypeKind.REFERENCE, 1);
        this.offset = vectors.allocate(TypeKind.INT, 1);
        this.tables = vectors.allocate(TypeKind.REFERENCE, 1);
        this.table = vectors.allocate(TypeKind.REFERENCE, 2);
        this.halves = vectors.allocate(TypeKind.REFERENCE, 2 * sideBySide);
        this.sums = vectors.allocate(TypeKind.REFERENCE, rows * sideBySide);
    }

    /// How many vectors have room for their sums and halves. Processors whose vectors have 64 bytes
    /// have 32 registers for them, others perhaps 16.
    private static int sideBySide(int rows, int vectorBytes) {
        int registers = vectorBytes == 64 ? 32 : 16;
        return Math.clamp((registers - OTHER_REGISTERS) / (rows + 2), 1, MOST_SIDE_BY_SIDE);
    }

    /// @param rows of the matrix: how many targets there are
    /// @param vectorBytes 16, 32 or 64
    static Routine compile(int rows, int vectorBytes) {
        return VectorCode.routine(
                vectorBytes, vectors -> new MatrixCompiler(rows, vectors).write());
    }

    private void write() {
        vectors.call(HalfTables.class, "all", MemorySegment.class);
        code.astore(tables);
        code.aload(VectorCode.COEFFICIENTS).arraylength().loadConstant(rowCount).idiv();
        code.istore(sources);
        code.iconst_0().istore(position);
        writeLoop(sideBySide);
        if (sideBySide > 1) {
            writeLoop(1);
        }
        code.return_();
    }

    /// The loop over positions, as long as there are so many vectors left.
    private void writeLoop(int count) {
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(next).iload(position).loadConstant((count - 1) * vectorBytes).iadd();
        code.iload(VectorCode.LENGTH).if_icmpge(end);
        for (int row = 0; row < rowCount; row++) {
            for (int vector = 0; vector < count; vector++) {
                vectors.zero();
                code.astore(sum(row, vector));
            }
        }
        writeLoopOverSources(count);
        for (int row = 0; row < rowCount; row++) {
            store(row, count);
        }
        code.iinc(position, count * vectorBytes).goto_(next).labelBinding(end);
    }

    private void writeLoopOverSources(int count) {
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(coefficient).iconst_0().istore(source);
        code.labelBinding(next).iload(source).iload(sources).if_icmpge(end);
        find(() -> code.iload(source));
        for (int vector = 0; vector < count; vector++) {
            split(vector);
        }
        for (int row = 0; row < rowCount; row++) {
            addProducts(row, count);
        }
        code.iinc(coefficient, rowCount).iinc(source, 1).goto_(next).labelBinding(end);
    }

    /// Where in which array the loop over positions is, in the row whose number is pushed.
    private void find(Runnable pushRow) {
        code.aload(VectorCode.ARRAYS);
        pushRow.run();
        code.aaload().astore(array).aload(VectorCode.OFFSETS);
        pushRow.run();
        code.iaload().iload(position).iadd().istore(offset);
    }

    private void store(int row, int count) {
        find(() -> code.iload(sources).loadConstant(row).iadd());
        for (int vector = 0; vector < count; vector++) {
            code.aload(sum(row, vector));
            pushPlace(vector);
            vectors.store();
        }
    }

    private void pushPlace(int vector) {
        code.aload(array).iload(offset).loadConstant(vector * vectorBytes).iadd();
    }

    /// Loads a vector, and makes of it the indexes for [HalfTables].
    private void split(int vector) {
        vectors.species();
        pushPlace(vector);
        vectors.load();
        code.astore(low(vector)).aload(low(vector));
        vectors.shiftRight(HalfTables.BITS);
        if (vectorBytes > HalfTables.ENTRIES) {
            vectors.or(HalfTables.HIGH_HALF);
            code.astore(high(vector)).aload(low(vector));
            vectors.and(HalfTables.ENTRIES - 1);
            code.astore(low(vector));
        } else {
            code.astore(high(vector));
        }
    }

    private void addProducts(int row, int count) {
        int highTable = vectorBytes > HalfTables.ENTRIES ? table : table + 1;
        loadTable(row, 0, table);
        if (highTable != table) {
            loadTable(row, HalfTables.ENTRIES, highTable);
        }
        for (int vector = 0; vector < count; vector++) {
            int column = vector;
            pushEntries(low(column), table);
            vectors.add(() -> pushEntries(high(column), highTable));
            vectors.add(() -> code.aload(sum(row, column)));
            code.astore(sum(row, column));
        }
    }

    /// A coefficient is masked so that the JIT compiler knows that no table lies beyond the last.
    private void loadTable(int row, int part, int local) {
        vectors.species();
        code.aload(tables).aload(VectorCode.COEFFICIENTS);
        code.iload(coefficient).loadConstant(row).iadd().iaload().loadConstant(0xFF).iand();
        code.loadConstant(HalfTables.STRIDE).imul().loadConstant(part).iadd().i2l();
        vectors.loadFromMemory();
        code.astore(local);
    }

    private void pushEntries(int indexes, int local) {
        code.aload(indexes).aload(local);
        vectors.lookUp();
    }

    private int low(int vector) {
        return halves + 2 * vector;
    }

    private int high(int vector) {
        return halves + 2 * vector + 1;
    }

    private int sum(int row, int vector) {
        return sums + row * sideBySide + vector;
    }
}
