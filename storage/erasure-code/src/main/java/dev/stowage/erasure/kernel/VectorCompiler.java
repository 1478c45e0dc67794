package dev.stowage.erasure.kernel;

import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.stowage.erasure.kernel.Circuit.Gate;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.BitSet;

/// Writes a class whose one loop is a whole circuit, each value a vector of the Vector API.
///
/// Written by hand, such a loop would be as good only without a method of its own: the JIT compiler
/// stops inlining methods long before a circuit ends, and a vector that is passed to one that is
/// not inlined becomes an object. Here there is none but those of the Vector API, which it always
/// inlines.
///
/// A product is two permutations of tables, see [ProductTables]; the tables of all slots are loaded
/// before the loop. An input is loaded where it is read first, and outputs are stored as soon as
/// they are there and no input is left to be read, so that few vectors are alive at a time.
final class VectorCompiler {

    private static final String VECTOR_API = "jdk.incubator.vector.";
    private static final ClassDesc BYTES = ClassDesc.of(VECTOR_API + "ByteVector");
    private static final ClassDesc LONGS = ClassDesc.of(VECTOR_API + "LongVector");
    private static final ClassDesc VECTOR = ClassDesc.of(VECTOR_API + "Vector");
    private static final ClassDesc SPECIES = ClassDesc.of(VECTOR_API + "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(VECTOR_API + "VectorOperators");
    private static final ClassDesc BINARY = OPERATORS.nested("Binary");
    private static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");
    private static final ClassDesc PRODUCT_TABLES =
            ProductTables.class.describeConstable().orElseThrow();

    private static final ClassDesc BYTE_ARRAY = CD_byte.arrayType();
    private static final ClassDesc INT_ARRAY = CD_int.arrayType();

    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_void, BYTE_ARRAY.arrayType(), INT_ARRAY, INT_ARRAY, CD_int);
    private static final MethodTypeDesc TABLES = MethodTypeDesc.of(BYTE_ARRAY, CD_int);
    private static final MethodTypeDesc LOAD =
            MethodTypeDesc.of(BYTES, SPECIES, BYTE_ARRAY, CD_int);
    private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, BYTE_ARRAY, CD_int);
    private static final MethodTypeDesc PERMUTE = MethodTypeDesc.of(BYTES, VECTOR);
    private static final MethodTypeDesc ADD = MethodTypeDesc.of(BYTES, BINARY, VECTOR);
    private static final MethodTypeDesc SHIFT = MethodTypeDesc.of(LONGS, BINARY, CD_long);

    private static final int ARRAYS = 1;
    private static final int OFFSETS = 2;
    private static final int COEFFICIENTS = 3;
    private static final int LENGTH = 4;

    private final Circuit circuit;
    private final int vectorBytes;
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

    private VectorCompiler(Circuit circuit, int vectorBytes, CodeBuilder code) {
        this.circuit = circuit;
        this.vectorBytes = vectorBytes;
        this.code = code;
        this.position = code.allocateLocal(TypeKind.INT);
        this.tables = code.allocateLocal(TypeKind.REFERENCE);
        this.slots = allocate(2 * circuit.slots());
        this.rows = allocate(2 * circuit.rows());
        this.values = allocate(circuit.inputs() + circuit.gates().size());
    }

    /// @param vectorBytes 16, 32 or 64
    static Routine compile(Circuit circuit, int vectorBytes) {
        ClassDesc name = ClassDesc.of(VectorCompiler.class.getPackageName(), "VectorRoutine");
        byte[] written = ClassFile.of().build(name, type -> write(type, circuit, vectorBytes));
        try {
            Lookup lookup = MethodHandles.lookup().defineHiddenClass(written, true);
            MethodType noArguments = MethodType.methodType(void.class);
            return (Routine) lookup.findConstructor(lookup.lookupClass(), noArguments).invoke();
        } catch (Throwable failed) {
            throw new IllegalStateException("a written class cannot be used", failed);
        }
    }

    private static void write(ClassBuilder type, Circuit circuit, int vectorBytes) {
        String constructor = ConstantDescs.INIT_NAME;
        type.withFlags(ClassFile.ACC_FINAL)
                .withInterfaceSymbols(Routine.class.describeConstable().orElseThrow())
                .withMethodBody(
                        constructor,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                                code.aload(0)
                                        .invokespecial(
                                                ConstantDescs.CD_Object,
                                                constructor,
                                                ConstantDescs.MTD_void)
                                        .return_())
                .withMethodBody(
                        "run",
                        RUN,
                        ClassFile.ACC_PUBLIC,
                        code -> new VectorCompiler(circuit, vectorBytes, code).write());
    }

    private int allocate(int count) {
        int first = code.allocateLocal(TypeKind.REFERENCE);
        for (int i = 1; i < count; i++) {
            code.allocateLocal(TypeKind.REFERENCE);
        }
        return first;
    }

    private void write() {
        code.loadConstant(vectorBytes).invokestatic(PRODUCT_TABLES, "of", TABLES).astore(tables);
        for (int slot = 0; slot < circuit.slots(); slot++) {
            loadTable(slot, 0);
            loadTable(slot, 1);
        }
        for (int row = 0; row < circuit.rows(); row++) {
            code.aload(ARRAYS).loadConstant(row).aaload().astore(rows + 2 * row);
            code.aload(OFFSETS).loadConstant(row).iaload().istore(rows + 2 * row + 1);
        }
        Label next = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(position);
        code.labelBinding(next).iload(position).iload(LENGTH).if_icmpge(end);
        compute();
        code.iinc(position, vectorBytes).goto_(next).labelBinding(end).return_();
    }

    /// @param half 0 for low bits, 1 for high ones
    private void loadTable(int slot, int half) {
        pushSpecies();
        code.aload(tables).aload(COEFFICIENTS).loadConstant(slot).iaload();
        code.loadConstant(2 * vectorBytes).imul().loadConstant(half * vectorBytes).iadd();
        code.invokestatic(BYTES, "fromArray", LOAD).astore(slots + 2 * slot + half);
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
                addTo(gate.augend());
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
                code.invokevirtual(BYTES, "intoArray", STORE);
            }
        }
    }

    private boolean isInput(int value) {
        return value >= 0 && value < circuit.inputs();
    }

    private void load(int input) {
        if (!loaded.get(input)) {
            loaded.set(input);
            pushSpecies();
            pushPlace(input);
            code.invokestatic(BYTES, "fromArray", LOAD).astore(values + input);
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
        code.aload(low).invokevirtual(BYTES, "selectFrom", PERMUTE);
        code.getstatic(OPERATORS, "XOR", ASSOCIATIVE);
        push(gate.addend());
        code.invokevirtual(BYTES, "reinterpretAsLongs", MethodTypeDesc.of(LONGS));
        code.getstatic(OPERATORS, "LSHR", BINARY);
        code.loadConstant((long) Integer.numberOfTrailingZeros(vectorBytes));
        code.invokevirtual(LONGS, "lanewise", SHIFT);
        code.invokevirtual(LONGS, "reinterpretAsBytes", MethodTypeDesc.of(BYTES));
        code.aload(high).invokevirtual(BYTES, "selectFrom", PERMUTE);
        code.invokevirtual(BYTES, "lanewise", ADD);
    }

    /// Adds a value to the vector on the stack.
    private void addTo(int value) {
        code.getstatic(OPERATORS, "XOR", ASSOCIATIVE);
        push(value);
        code.invokevirtual(BYTES, "lanewise", ADD);
    }

    private void pushSpecies() {
        code.getstatic(BYTES, "SPECIES_" + vectorBytes * Byte.SIZE, SPECIES);
    }

    /// The array of a row, and where in it the loop is.
    private void pushPlace(int row) {
        code.aload(rows + 2 * row).iload(rows + 2 * row + 1).iload(position).iadd();
    }
}
