package dev.stowage.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.StowageJson;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.memory.Loan;
import dev.stowage.supplier.memory.MemoryPool;
import dev.stowage.supplier.trial.SampleAccount;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Answers are views of memory that is lent: theirs until they are written, and then somebody
/// else's.
class LentMemoryTest {

    private static final int CARRIER = 0;
    private static final long QUOTA = 8 << 20;
    private static final int RECORDS = 12;
    private static final int SMALL_BLOCK = 4 << 10;
    private static final int LARGE_BLOCK = 128 << 10;

    /// A record has half of its block, and a header.
    private static final int SMALL_RECORD = (SMALL_BLOCK / 2) + 1024;

    private static final int LARGE_RECORD = (LARGE_BLOCK / 2) + 1024;
    private static final int READERS = 4;
    private static final int FETCHES = 20;
    private static final int VANDALS = 2;
    private static final byte POISON = (byte) 0xA5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// So many that the answer does not fit into the buffers of a connection.
    private static final int TOO_MANY_TO_BUFFER = 300;

    private static final int FAILURES = 5;
    private static final String STATUS = "HTTP/1.1 200";

    @TempDir Path data;

    @Test
    void nobodyWritesOverAnAnswerBeforeItIsWritten() throws Exception {
        try (SupplierHouse house = SupplierHouse.open(data, 1, Map.of());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SampleAccount account = house.newAccount();
            List<FragmentRecord> records = stored(house, account);
            AtomicBoolean done = new AtomicBoolean();
            List<Future<?>> vandals = new ArrayList<>();
            for (int vandal = 0; vandal < VANDALS; vandal++) {
                vandals.add(threads.submit(() -> poison(pool(house), done)));
            }
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(threads.submit(() -> fetchAgainAndAgain(house, account, records)));
            }
            try {
                for (Future<?> reader : readers) {
                    reader.get();
                }
            } finally {
                done.set(true);
            }
            for (Future<?> vandal : vandals) {
                vandal.get();
            }
        }
    }

    /// Writes over whatever nobody needs any more.
    private static void poison(MemoryPool pool, AtomicBoolean done) {
        while (!done.get()) {
            try (Loan loan = pool.lend()) {
                for (int each = 0; each < RECORDS; each++) {
                    poison(loan.take(SMALL_RECORD));
                    poison(loan.take(LARGE_RECORD));
                }
            }
            Thread.yield();
        }
    }

    private static void poison(ByteBuffer memory) {
        while (memory.hasRemaining()) {
            memory.put(POISON);
        }
    }

    private static void fetchAgainAndAgain(
            SupplierHouse house, SampleAccount account, List<FragmentRecord> records) {
        FetchRequest request = new FetchRequest(records.stream().map(LentMemoryTest::all).toList());
        String bearer = house.bearer(account, CARRIER, Scope.FETCH);
        for (int fetch = 0; fetch < FETCHES; fetch++) {
            List<FetchOutcome> found = house.api(CARRIER).fetch(bearer, request).outcomes();
            for (int each = 0; each < records.size(); each++) {
                assertThat(found.get(each)).isInstanceOf(FetchOutcome.Intact.class);
                assertThat(((FetchOutcome.Intact) found.get(each)).record().toBuffers())
                        .isEqualTo(records.get(each).toBuffers());
            }
        }
    }

    @Test
    void aRequestThatIsRefusedAfterSomeReadsGivesAllBack() throws Exception {
        Map<String, Object> bounds = Map.of("stowage.supplier.bytes-in-flight", "1300KB");
        try (SupplierHouse house = SupplierHouse.open(data, 1, bounds)) {
            SampleAccount account = house.newAccount();
            FragmentRecord record = account.record(1, LARGE_BLOCK, CARRIER, 0);
            house.grant(account, CARRIER, QUOTA);
            house.store(account, CARRIER, record);
            FetchRequest tooMuch = new FetchRequest(Collections.nCopies(8, all(record)));
            String bearer = house.bearer(account, CARRIER, Scope.FETCH);
            refuse(house, bearer, tooMuch);
            long made = pool(house).bytes();
            assertThat(made).isPositive();

            for (int failure = 0; failure < FAILURES; failure++) {
                refuse(house, bearer, tooMuch);
                assertThat(pool(house).bytes()).isEqualTo(made);
            }
        }
    }

    private static void refuse(SupplierHouse house, String bearer, FetchRequest request) {
        assertThatThrownBy(() -> house.api(CARRIER).fetch(bearer, request))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.BUSY));
        awaitIdle(house);
    }

    @Test
    void aReaderWhoHangsUpGivesAllBack() throws Exception {
        try (SupplierHouse house = SupplierHouse.open(data, 1, Map.of())) {
            SampleAccount account = house.newAccount();
            FragmentRecord record = account.record(1, LARGE_BLOCK, CARRIER, 0);
            house.grant(account, CARRIER, QUOTA);
            house.store(account, CARRIER, record);
            String bearer = house.bearer(account, CARRIER, Scope.FETCH);
            FetchRequest much =
                    new FetchRequest(Collections.nCopies(TOO_MANY_TO_BUFFER, all(record)));
            hangUp(house, bearer, much);
            long made = pool(house).bytes();
            assertThat(made).isPositive();

            for (int failure = 0; failure < FAILURES; failure++) {
                hangUp(house, bearer, much);
                assertThat(pool(house).bytes()).isEqualTo(made);
            }
            assertThat(house.fetch(account, CARRIER, record, 3))
                    .isInstanceOf(FetchOutcome.Intact.class);
        }
    }

    /// Asks, reads the beginning of the answer and closes the connection.
    private static void hangUp(SupplierHouse house, String bearer, FetchRequest request)
            throws IOException {
        String json =
                JsonMapper.builder()
                        .addModule(new StowageJson())
                        .build()
                        .writeValueAsString(request);
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        URI url = house.url(CARRIER);
        String head =
                "POST /supplier/v1/records/fetch HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: %s\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(RecordBatch.MEDIA_TYPE, bearer, body.length);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            byte[] status = socket.getInputStream().readNBytes(STATUS.length());
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo(STATUS);
        }
        awaitIdle(house);
    }

    private static void awaitIdle(SupplierHouse house) {
        Eventually.holds(
                PATIENCE,
                () ->
                        SupplierApplication.suppliersOf(house.context()).all().stream()
                                .map(Supplier::inFlight)
                                .allMatch(inFlight -> inFlight.requests() == 0));
    }

    private static MemoryPool pool(SupplierHouse house) {
        return house.context().getBean(MemoryPool.class);
    }

    private static List<FragmentRecord> stored(SupplierHouse house, SampleAccount account) {
        house.grant(account, CARRIER, QUOTA);
        List<FragmentRecord> records =
                IntStream.range(0, RECORDS)
                        .mapToObj(
                                each ->
                                        account.record(
                                                each + 1,
                                                each % 2 == 0 ? SMALL_BLOCK : LARGE_BLOCK,
                                                CARRIER,
                                                0))
                        .toList();
        house.store(account, CARRIER, records.toArray(FragmentRecord[]::new));
        return records;
    }

    private static WantedRecord all(FragmentRecord record) {
        return new WantedRecord(record.header().address(), record.header().position(), 3);
    }
}
