package dev.stowage.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchOutcome.Intact;
import dev.stowage.protocol.supplier.FetchOutcome.Missing;
import dev.stowage.protocol.supplier.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;

class RecordsConverterTest {

    private static final MediaType TYPE = MediaType.parseMediaType(RecordBatch.MEDIA_TYPE);

    private final RecordsConverter converter = new RecordsConverter();

    /// A message that keeps what is written into it.
    private record Message(HttpHeaders headers, ByteArrayOutputStream bytes)
            implements HttpOutputMessage {

        Message() {
            this(new HttpHeaders(), new ByteArrayOutputStream());
        }

        @Override
        public OutputStream getBody() {
            return bytes;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5000, 4 * 8192, (4 * 8192) + 1, 200_000})
    void whatLiesOffTheHeapIsWrittenAsWhatLiesOnIt(int blockBytes) throws IOException {
        List<FetchOutcome> onHeap = new ArrayList<>(List.of(new Missing()));
        List<FetchOutcome> offHeap = new ArrayList<>(List.of(new Missing()));
        for (FragmentRecord record : Records.ofBlock(1, blockBytes)) {
            onHeap.add(new Intact(record));
            offHeap.add(new Intact(FragmentRecord.readFrom(direct(record))));
        }

        Message expected = write(new FetchAnswer(onHeap));
        Message written = write(new FetchAnswer(offHeap));

        assertThat(written.bytes().toByteArray()).isEqualTo(expected.bytes().toByteArray());
        assertThat(written.headers().getContentLength()).isEqualTo(written.bytes().size());
        assertThat(
                        RecordBatchCodec.readAnswer(ByteBuffer.wrap(written.bytes().toByteArray()))
                                .outcomes())
                .hasSize(5);
    }

    private Message write(FetchAnswer answer) throws IOException {
        Message message = new Message();
        converter.write(answer, TYPE, message);
        return message;
    }

    private static ByteBuffer direct(FragmentRecord record) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(record.length());
        record.toBuffers().forEach(bytes::put);
        return bytes.flip();
    }
}
