package dev.stowage.protocol.wire;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchOutcome.Corrupt;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.FetchOutcome.Missing;
import dev.stowage.protocol.supplier.RecordBatch;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Many records in one body.
///
/// ```
/// offset  size
///      0     4  magic    "SWBT"
///      4     4  count    frames, 1 … 4096
///      8        frames:  kind 1 (0 record, 1 missing, 2 corrupt) ‖ length 4 ‖ record
/// ```
///
/// A frame without a record has length 0. Nothing is copied: records are views of one buffer.
public final class RecordBatchCodec {

    private static final int MAGIC = 0x53574254;
    private static final int HEADER_BYTES = 8;
    private static final int FRAME_BYTES = 5;

    private static final int RECORD = 0;
    private static final int MISSING = 1;
    private static final int CORRUPT = 2;

    private RecordBatchCodec() {}

    /// The body of a batch, in order, as views.
    public static List<ByteBuffer> toBuffers(RecordBatch batch) {
        return toBuffers(batch.records().stream().map(Intact::new).toList());
    }

    /// The body of an answer, in order, as views.
    public static List<ByteBuffer> toBuffers(FetchAnswer answer) {
        return toBuffers(answer.outcomes());
    }

    private static List<ByteBuffer> toBuffers(List<? extends FetchOutcome> outcomes) {
        List<ByteBuffer> buffers = new ArrayList<>();
        buffers.add(ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(outcomes.size()).flip());
        for (FetchOutcome outcome : outcomes) {
            switch (outcome) {
                case Intact(FragmentRecord record) -> {
                    buffers.add(frame(RECORD, record.length()));
                    buffers.addAll(record.toBuffers());
                }
                case Missing _ -> buffers.add(frame(MISSING, 0));
                case Corrupt _ -> buffers.add(frame(CORRUPT, 0));
            }
        }
        return buffers;
    }

    private static ByteBuffer frame(int kind, int length) {
        return ByteBuffer.allocate(FRAME_BYTES).put((byte) kind).putInt(length).flip();
    }

    /// @throws IllegalArgumentException if it is cut, damaged, or has frames without records
    public static RecordBatch readBatch(ByteBuffer body) {
        List<FragmentRecord> records = new ArrayList<>();
        for (FetchOutcome outcome : readFrames(body, RecordBatch.MAX_RECORDS)) {
            if (!(outcome instanceof Intact(FragmentRecord record))) {
                throw new IllegalArgumentException("a batch to be stored holds records only");
            }
            records.add(record);
        }
        return new RecordBatch(records);
    }

    /// @throws IllegalArgumentException if it is cut or damaged
    public static FetchAnswer readAnswer(ByteBuffer body) {
        return new FetchAnswer(readFrames(body, RecordBatch.MAX_RECORDS));
    }

    private static List<FetchOutcome> readFrames(ByteBuffer body, int limit) {
        try {
            if (body.getInt() != MAGIC) {
                throw new IllegalArgumentException("this body is no batch of records");
            }
            int count = body.getInt();
            if (count < 1 || count > limit) {
                throw new IllegalArgumentException(
                        "a batch has 1 … %d frames, got %d".formatted(limit, count));
            }
            List<FetchOutcome> outcomes = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                outcomes.add(readFrame(body));
            }
            if (body.hasRemaining()) {
                throw new IllegalArgumentException(
                        "%d bytes too many behind the batch".formatted(body.remaining()));
            }
            return outcomes;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("the batch of records is cut", cut);
        }
    }

    private static FetchOutcome readFrame(ByteBuffer body) {
        int kind = body.get();
        int length = body.getInt();
        if (length < 0 || length > body.remaining() || (kind != RECORD && length != 0)) {
            throw new IllegalArgumentException(
                    "a frame of kind %d and %d bytes does not fit".formatted(kind, length));
        }
        return switch (kind) {
            case RECORD -> readRecord(body, length);
            case MISSING -> new Missing();
            case CORRUPT -> new Corrupt();
            default -> throw new IllegalArgumentException("no frame has kind " + kind);
        };
    }

    private static Intact readRecord(ByteBuffer body, int length) {
        ByteBuffer bytes = body.slice(body.position(), length);
        FragmentRecord record = FragmentRecord.readFrom(bytes);
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(
                    "%d bytes too many behind a record".formatted(bytes.remaining()));
        }
        body.position(body.position() + length);
        return new Intact(record);
    }
}
