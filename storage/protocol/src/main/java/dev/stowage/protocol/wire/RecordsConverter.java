package dev.stowage.protocol.wire;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.RecordBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/// Carries batches of records over HTTP without a copy: the body is one array, records are views of
/// it.
///
/// The length must be announced, so that memory is taken once and its limit is checked before.
public final class RecordsConverter extends AbstractHttpMessageConverter<Object> {

    private static final int COPIED_BYTES = 8 << 10;

    public RecordsConverter() {
        super(MediaType.parseMediaType(RecordBatch.MEDIA_TYPE));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == RecordBatch.class || type == FetchAnswer.class;
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
        ByteBuffer body =
                ByteBuffer.wrap(
                        AnnouncedBody.read("a batch of records", message, RecordBatch.MAX_BYTES));
        try {
            return type == RecordBatch.class
                    ? RecordBatchCodec.readBatch(body)
                    : RecordBatchCodec.readAnswer(body);
        } catch (IllegalArgumentException malformed) {
            throw new Fault(FaultCode.MALFORMED, String.valueOf(malformed.getMessage()), malformed);
        }
    }

    @Override
    protected void writeInternal(Object batch, HttpOutputMessage message) throws IOException {
        OutputStream out = message.getBody();
        for (ByteBuffer buffer : toBuffers(batch)) {
            if (buffer.hasArray()) {
                out.write(
                        buffer.array(),
                        buffer.arrayOffset() + buffer.position(),
                        buffer.remaining());
            } else {
                copy(buffer, out);
            }
        }
        out.flush();
    }

    /// Streams take arrays only.
    private static void copy(ByteBuffer buffer, OutputStream out) throws IOException {
        byte[] some = new byte[Math.min(buffer.remaining(), COPIED_BYTES)];
        while (buffer.hasRemaining()) {
            int length = Math.min(buffer.remaining(), some.length);
            buffer.get(some, 0, length);
            out.write(some, 0, length);
        }
    }

    @Override
    protected Long getContentLength(Object batch, @Nullable MediaType type) {
        return toBuffers(batch).stream().mapToLong(ByteBuffer::remaining).sum();
    }

    private static List<ByteBuffer> toBuffers(Object batch) {
        return batch instanceof RecordBatch records
                ? RecordBatchCodec.toBuffers(records)
                : RecordBatchCodec.toBuffers((FetchAnswer) batch);
    }
}
