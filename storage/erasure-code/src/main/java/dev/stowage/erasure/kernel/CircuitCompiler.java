package dev.stowage.erasure.kernel;

import dev.stowage.erasure.kernel.Circuit.Gate;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.BitSet;

/// Writes a routine whose one loop is a whole circuit, each value a vector.
///
/// A product is two permutations of tables, see [ProductTables]; the tables of all slots are loaded
/// before the loop. An input is loaded where it is read first, and outputs are stored as soon as
/// they are there and no input is left to be read, so that few vectors are alive at a time.
final class CircuitCompiler {

    private final Circuit circuit;
    private final VectorCode vectors;
    private final CodeBuilder code;

    /// Local variables: where the loop is; the array of all tables; two tables for each slot; array
    /// and offset for each row; one for each value.
    private final int position;

    private final int tables;
    private final int slots;
    private final int rows;
    private final int values;

    private final BitSet loaded = new BitSet();
    private final BitSet stored = new BitSet();

    private CircuitCompiler(Circuit circuit, VectorCode vectors) {
        this.circuit = circuit;
        this.vectors = vectors;
        this.code = vectors.plain();
        this.position = vectors.allocate(TypeKind.INT, 1);
        this.tables = vectors.allocate(TypeKind.REFERENCE, 1);
        this.slots = vectors.allocate(TypeKind.REFERENCE, 2 * circuit.slots());
        this.rows = vectors.allocate(TypeKind.REFERENCE, 2 * circuit.rows());
        this.values =
                vectors.allocate(TypeKind.REFERENCE, circuit.inputs() + circuit.gates().size());
    }

    /// @param vectorBytes 16, 32 or 64
    static Routine compile(Circuit circuit, int vectorBytes) {
        return VectorCode.routine(
                vectorBytes, vectors -> new CircuitCompiler(circuit, vectors).write());
    }

    private void write() {
        vectors.call(ProductTables.class, "of" + vectors.vectorBytes(), byte[].class);
        code.astore(tables);
        for (int slot = 0; slot < circuit.slots(); slot++) {
            loadTable(slot, 0);
            loadTable(slot, 1);
        }
        for (int row = 0; row < circuit.rows(); row++) {
            code.aload(VectorCode.ARRAYS).loadConstant(row).aaload().astore(rows + 2 * row);
            code.aload(VectorCode.OFFSETS).loadConstant(row).iaload().istore(rows + 2 * row + 1);
        }
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(position);
        code.labelBinding(next).iload(position).iload(VectorCode.LENGTH).if_icmpge(end);
        compute();
        code.iinc(position, vectors.vectorBytes()).goto_(next).labelBinding(end).return_();
    }

    /// @param half 0 for low bits, 1 for high ones
    private void loadTable(int slot, int half) {
        int bytes = vectors.vectorBytes();
        vectors.species();
        code.aload(tables).aload(VectorCode.COEFFICIENTS).loadConstant(slot).iaload();
        code.loadConstant(2 * bytes).imul().loadConstant(half * bytes).iadd();
        vectors.load();
        code.astore(slots + 2 * slot + half);
    }

    private void compute() {
        int lastLoad = lastLoad();
        for (int index = 0; index < circuit.gates().size(); index++) {
            if (index > lastLoad) {
                storeOutputsBelow(circuit.inputs() + index);
            }
            Gate gate = circuit.gates().get(index);
            if (gate.multiplies()) {
                pushProduct(gate);
            } else {
                push(gate.addend());
            }
            if (gate.augend() != Circuit.ZERO) {
                vectors.add(() -> push(gate.augend()));
            }
            code.astore(values + circuit.inputs() + index);
        }
        storeOutputsBelow(circuit.inputs() + circuit.gates().size());
    }

    /// The first gate after which no input is left to be read: from there on outputs may be stored,
    /// also where they take the place of inputs.
    private int lastLoad() {
        BitSet read = new BitSet();
        int last = -1;
        for (int index = 0; index < circuit.gates().size(); index++) {
            Gate gate = circuit.gates().get(index);
            for (int value : new int[] {gate.augend(), gate.addend()}) {
                if (isInput(value) && !read.get(value)) {
                    read.set(value);
                    last = index;
                }
            }
        }
        return last;
    }

    private void storeOutputsBelow(int end) {
        circuit.outputs().stream().filter(this::isInput).forEach(this::load);
        for (int output = 0; output < circuit.outputs().size(); output++) {
            int value = circuit.outputs().get(output);
            if (value < end && !stored.get(output)) {
                stored.set(output);
                push(value);
                pushPlace(circuit.inputs() + output);
                vectors.store();
            }
        }
    }

    private boolean isInput(int value) {
        return value >= 0 && value < circuit.inputs();
    }

    private void load(int input) {
        if (!loaded.get(input)) {
            loaded.set(input);
            vectors.species();
            pushPlace(input);
            vectors.load();
            code.astore(values + input);
        }
    }

    private void push(int value) {
        if (isInput(value)) {
            load(value);
        }
        code.aload(values + value);
    }

    /// The product of the addend and its coefficient.
    private void pushProduct(Gate gate) {
        int low = slots + 2 * gate.slot();
        int high = low + 1;
        push(gate.addend());
        code.aload(low);
        vectors.lookUp();
        vectors.add(
                () -> {
                    push(gate.addend());
                    vectors.shiftRight(Integer.numberOfTrailingZeros(vectors.vectorBytes()));
                    code.aload(high);
                    vectors.lookUp();
                });
    }

    /// The array of a row, and where in it the loop is.
    private void pushPlace(int row) {
        code.aload(rows + 2 * row).iload(rows + 2 * row + 1).iload(position).iadd();
    }
}
