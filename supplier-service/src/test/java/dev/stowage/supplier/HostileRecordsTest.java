package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.ContractView;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.RecordBatchCodec;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Records on the wire whose header says something else than their owner signed, with a checksum
/// that is right: each is refused with a code, and the good record beside it and the space used
/// stay as they were.
class HostileRecordsTest {

    private static final int CARRIER = 1;
    private static final long QUOTA = 1 << 20;

    /// Of the batch and of its first frame, before the record.
    private static final int RECORD = 8 + 5;

    private static final int FRAME_LENGTH = 8 + 1;
    private static final int HEADER_LENGTH = 6;
    private static final int GROUP = 28;
    private static final int POSITION = 36;
    private static final int BLOCK_LENGTH = 44;

    @TempDir static Path data;
    static SupplierHouse house;
    static HttpClient http;

    private SampleAccount account;
    private FragmentRecord kept;
    private ContractView before;

    @BeforeAll
    static void open() throws Exception {
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        house = SupplierHouse.open(data, 3, Map.of());
    }

    @AfterAll
    static void close() {
        http.close();
        house.close();
    }

    @BeforeEach
    void storeAGoodOne() {
        account = house.newAccount();
        house.grant(account, CARRIER, QUOTA);
        kept = account.record(1, CARRIER);
        house.store(account, CARRIER, kept);
        before = contract();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(contract()).isEqualTo(before);
        assertThat(house.fetch(account, CARRIER, kept, 3)).isInstanceOf(FetchOutcome.Intact.class);
        assertThat(house.fetch(account, CARRIER, account.record(2, CARRIER), 3))
                .isInstanceOf(FetchOutcome.Missing.class);
    }

    private ContractView contract() {
        return house.api(CARRIER)
                .contract(house.bearer(account, CARRIER, Scope.FETCH), account.number());
    }

    /// The account's second block, alone in a batch.
    private byte[] batch() {
        return bytes(account.record(2, CARRIER));
    }

    private static byte[] bytes(FragmentRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer buffer : RecordBatchCodec.toBuffers(new RecordBatch(List.of(record)))) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /// Makes the header's checksum right again.
    private static byte[] repaired(byte[] batch) {
        ByteBuffer record = ByteBuffer.wrap(batch, RECORD, batch.length - RECORD).slice();
        int end = record.getShort(HEADER_LENGTH) - Integer.BYTES;
        CRC32C crc = new CRC32C();
        crc.update(record.slice(0, end));
        record.putInt(end, (int) crc.getValue());
        return batch;
    }

    private void assertRefused(byte[] batch, int status, String code) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(house.url(CARRIER).resolve("/supplier/v1/records"))
                        .header("Content-Type", RecordBatch.MEDIA_TYPE)
                        .header("Authorization", house.bearer(account, CARRIER, Scope.STORE))
                        .POST(BodyPublishers.ofByteArray(batch))
                        .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        // account
        "16, 777, 403, forbidden",
        // position: that of another carrier, none of this layout
        "36, 2, 403, forbidden",
        "36, 4, 400, malformed",
        "36, -1, 400, malformed",
        // generation: another than the carrier has, none
        "40, 2, 409, generation-changed",
        "40, 0, 400, malformed",
        // block length: other padding, another fragment length, none
        "44, 4095, 403, foreign-signature",
        "44, 9000, 400, malformed",
        "44, 0, 400, malformed",
        // fragment length
        "48, 2048, 400, malformed",
        "48, -1, 400, malformed"
    })
    void aHeaderThatLiesIsRefused(int offset, int value, int status, String code) throws Exception {
        byte[] batch = batch();
        ByteBuffer.wrap(batch).putInt(RECORD + offset, value);

        assertRefused(repaired(batch), status, code);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, -8, Long.MAX_VALUE - 6, Long.MAX_VALUE})
    void anAddressBeyondTheLastCarrierIsRefused(long group) throws Exception {
        byte[] batch = batch();
        ByteBuffer.wrap(batch).putLong(RECORD + GROUP, group);

        assertRefused(repaired(batch), 400, "malformed");
    }

    @Test
    void aRecordOfAnotherBlockLengthThatIsSignedByAThiefIsRefused() throws Exception {
        FragmentRecord forged =
                new SampleAccount(account.number(), 666).record(2, 8192, CARRIER, 0);

        assertRefused(bytes(forged), 403, "foreign-signature");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 13, 100, 1500})
    void aBatchThatEndsTooEarlyIsRefused(int length) throws Exception {
        assertRefused(Arrays.copyOf(batch(), length), 400, "malformed");
    }

    @Test
    void aBatchThatIsNotThereIsRefused() throws Exception {
        assertRefused(new byte[0], 400, "invalid-request");
    }

    @Test
    void aBatchThatEndsTooLateIsRefused() throws Exception {
        byte[] batch = batch();

        assertRefused(Arrays.copyOf(batch, batch.length + 1), 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, Integer.MIN_VALUE})
    void aRecordThatAnnouncesAnotherLengthIsRefused(int more) throws Exception {
        byte[] batch = batch();
        ByteBuffer bytes = ByteBuffer.wrap(batch);
        bytes.putInt(FRAME_LENGTH, bytes.getInt(FRAME_LENGTH) + more);

        assertRefused(batch, 400, "malformed");
    }

    @Test
    void aFragmentInWhichABitFlippedIsRefused() throws Exception {
        byte[] batch = batch();
        batch[batch.length - 1] ^= 1;

        assertRefused(batch, 400, "malformed");
    }

    @Test
    void theOffsetsAreThoseOfTheFormat() {
        ByteBuffer record = ByteBuffer.wrap(batch(), RECORD, 100).slice();

        assertThat(record.getInt(POSITION)).isEqualTo(CARRIER);
        assertThat(record.getInt(BLOCK_LENGTH)).isEqualTo(4096);
        assertThat(record.getLong(GROUP)).isZero();
    }
}
