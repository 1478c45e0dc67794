package dev.stowage.protocol.wire;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.RecordBatch;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpResponse;

/// Carries batches of records over HTTP without a copy: the body is one array, records are views of
/// it.
///
/// The length must be announced, so that memory is taken once and its limit is checked before.
public final class RecordsConverter extends AbstractHttpMessageConverter<Object> {

    private static final int COPIED_BYTES = 8 << 10;

    /// More than that in one turn gains nothing.
    private static final int MOST_BUFFERED_BYTES = 256 << 10;

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
                    : readAnswer(body, message.getHeaders());
        } catch (IllegalArgumentException malformed) {
            throw new Fault(FaultCode.MALFORMED, String.valueOf(malformed.getMessage()), malformed);
        }
    }

    private static FetchAnswer readAnswer(ByteBuffer body, HttpHeaders headers) {
        return new FetchAnswer(
                RecordBatchCodec.readAnswer(body).outcomes(),
                Boolean.parseBoolean(headers.getFirst(FetchAnswer.BESIDE_CUSTOMERS)));
    }

    @Override
    protected void writeInternal(Object batch, HttpOutputMessage message) throws IOException {
        if (batch instanceof FetchAnswer answer && answer.besideCustomers()) {
            message.getHeaders().set(FetchAnswer.BESIDE_CUSTOMERS, Boolean.toString(true));
        }
        if (message instanceof ServletServerHttpResponse answer) {
            long length = message.getHeaders().getContentLength();
            answer.getServletResponse().setBufferSize(Math.clamp(length, 0, MOST_BUFFERED_BYTES));
        }
        OutputStream out = message.getBody();
        for (ByteBuffer buffer : toBuffers(batch)) {
            if (buffer.hasArray()) {
                out.write(
                        buffer.array(),
                        buffer.arrayOffset() + buffer.position(),
                        buffer.remaining());
            } else if (out instanceof ServletOutputStream answer) {
                answer.write(buffer);
            } else {
                copy(buffer, out);
            }
        }
        out.flush();
    }

    /// Most streams take arrays only.
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
