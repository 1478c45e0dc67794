package dev.stowage.erasure.kernel;

import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// The words of the Vector API in which routines are written, for vectors of one size.
///
/// Written by hand, a routine would be as good only without a method of its own: the JIT compiler
/// stops inlining methods long before a routine ends, and a vector that is passed to one that is
/// not inlined becomes an object. In a written one there are none but those of the Vector API,
/// which it always inlines.
///
/// Each method here appends an instruction or a few; what it takes from the stack of the written
/// code and leaves there is said as `taken → left`.
final class VectorCode {

    private static final String VECTOR_API = "jdk.incubator.vector.";
    private static final ClassDesc BYTES = ClassDesc.of(VECTOR_API + "ByteVector");
    private static final ClassDesc LONGS = ClassDesc.of(VECTOR_API + "LongVector");
    private static final ClassDesc VECTOR = ClassDesc.of(VECTOR_API + "Vector");
    private static final ClassDesc SPECIES = ClassDesc.of(VECTOR_API + "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(VECTOR_API + "VectorOperators");
    private static final ClassDesc BINARY = OPERATORS.nested("Binary");
    private static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");
    private static final ClassDesc MEMORY = descriptor(MemorySegment.class);
    private static final ClassDesc BYTE_ORDER = descriptor(ByteOrder.class);

    private static final ClassDesc BYTE_ARRAY = CD_byte.arrayType();
    private static final ClassDesc INT_ARRAY = CD_int.arrayType();

    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_void, BYTE_ARRAY.arrayType(), INT_ARRAY, INT_ARRAY, CD_int);
    private static final MethodTypeDesc ZERO = MethodTypeDesc.of(BYTES, SPECIES);
    private static final MethodTypeDesc LOAD =
            MethodTypeDesc.of(BYTES, SPECIES, BYTE_ARRAY, CD_int);
    private static final MethodTypeDesc LOAD_FROM_MEMORY =
            MethodTypeDesc.of(BYTES, SPECIES, MEMORY, CD_long, BYTE_ORDER);
    private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, BYTE_ARRAY, CD_int);
    private static final MethodTypeDesc PERMUTE = MethodTypeDesc.of(BYTES, VECTOR);
    private static final MethodTypeDesc COMBINE = MethodTypeDesc.of(BYTES, BINARY, VECTOR);
    private static final MethodTypeDesc COMBINE_WITH_BYTE =
            MethodTypeDesc.of(BYTES, BINARY, CD_byte);
    private static final MethodTypeDesc SHIFT = MethodTypeDesc.of(LONGS, BINARY, CD_long);

    /// The local variables of the arguments of [Routine#run].
    static final int ARRAYS = 1;

    static final int OFFSETS = 2;
    static final int COEFFICIENTS = 3;
    static final int LENGTH = 4;

    private final CodeBuilder code;
    private final int vectorBytes;

    private VectorCode(CodeBuilder code, int vectorBytes) {
        this.code = code;
        this.vectorBytes = vectorBytes;
    }

    /// Makes a routine.
    ///
    /// @param vectorBytes 16, 32 or 64
    /// @param run writes its method
    static Routine routine(int vectorBytes, Consumer<VectorCode> run) {
        ClassDesc name = ClassDesc.of(VectorCode.class.getPackageName(), "VectorRoutine");
        byte[] written = ClassFile.of().build(name, type -> write(type, vectorBytes, run));
        try {
            Lookup lookup = MethodHandles.lookup().defineHiddenClass(written, true);
            MethodType noArguments = MethodType.methodType(void.class);
            return (Routine) lookup.findConstructor(lookup.lookupClass(), noArguments).invoke();
        } catch (Throwable failed) {
            throw new IllegalStateException("a written class cannot be used", failed);
        }
    }

    private static void write(ClassBuilder type, int vectorBytes, Consumer<VectorCode> run) {
        type.withFlags(ClassFile.ACC_FINAL)
                .withInterfaceSymbols(descriptor(Routine.class))
                .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        VectorCode::writeConstructor)
                .withMethodBody(
                        "run",
                        RUN,
                        ClassFile.ACC_PUBLIC,
                        code -> run.accept(new VectorCode(code, vectorBytes)));
    }

    private static void writeConstructor(CodeBuilder code) {
        code.aload(0);
        code.invokespecial(
                ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        code.return_();
    }

    private static ClassDesc descriptor(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /// All other instructions.
    CodeBuilder plain() {
        return code;
    }

    int vectorBytes() {
        return vectorBytes;
    }

    /// Returns the first of so many new local variables.
    int allocate(TypeKind kind, int count) {
        int first = code.allocateLocal(kind);
        for (int i = 1; i < count; i++) {
            code.allocateLocal(kind);
        }
        return first;
    }

    /// → what a static method without arguments of a class of this package returns.
    void call(Class<?> owner, String method, Class<?> result) {
        code.invokestatic(descriptor(owner), method, MethodTypeDesc.of(descriptor(result)));
    }

    /// → species
    void species() {
        code.getstatic(BYTES, "SPECIES_" + vectorBytes * Byte.SIZE, SPECIES);
    }

    /// → vector
    void zero() {
        species();
        code.invokestatic(BYTES, "zero", ZERO);
    }

    /// species, array, offset → vector
    void load() {
        code.invokestatic(BYTES, "fromArray", LOAD);
    }

    /// species, memory segment, long offset → vector
    void loadFromMemory() {
        code.getstatic(BYTE_ORDER, "LITTLE_ENDIAN", BYTE_ORDER);
        code.invokestatic(BYTES, "fromMemorySegment", LOAD_FROM_MEMORY);
    }

    /// vector, array, offset →
    void store() {
        code.invokevirtual(BYTES, "intoArray", STORE);
    }

    /// indexes, table → entries; of each index only as many low bits count as the table is long
    void lookUp() {
        code.invokevirtual(BYTES, "selectFrom", PERMUTE);
    }

    /// vector → sum of it and the vector that the writer pushes
    void add(Runnable addend) {
        code.getstatic(OPERATORS, "XOR", ASSOCIATIVE);
        addend.run();
        code.invokevirtual(BYTES, "lanewise", COMBINE);
    }

    /// vector → each byte of it AND the constant
    void and(int constant) {
        combineWith("AND", constant);
    }

    /// vector → each byte of it OR the constant
    void or(int constant) {
        combineWith("OR", constant);
    }

    private void combineWith(String operator, int constant) {
        code.getstatic(OPERATORS, operator, ASSOCIATIVE).loadConstant(constant);
        code.invokevirtual(BYTES, "lanewise", COMBINE_WITH_BYTE);
    }

    /// vector → each byte of it shifted to the right, with bits of its neighbour above
    void shiftRight(int bits) {
        code.invokevirtual(BYTES, "reinterpretAsLongs", MethodTypeDesc.of(LONGS));
        code.getstatic(OPERATORS, "LSHR", BINARY).loadConstant((long) bits);
        code.invokevirtual(LONGS, "lanewise", SHIFT);
        code.invokevirtual(LONGS, "reinterpretAsBytes", MethodTypeDesc.of(BYTES));
    }
}
