package dev.stowage.cluster.check;

import dev.stowage.cluster.client.GatewayClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Accounts of several layouts that have suppliers in common, and files in them whose contents
/// follow from their numbers.
final class RebuildAccounts {

    private static final String PASSWORD = "a password for what is rebuilt";
    private static final List<Wish> WISHES =
            List.of(new Wish(4, "rs"), new Wish(7, "rs"), new Wish(4, "xor"), new Wish(7, "xor"));
    private static final int FILE_BYTES = 32 << 20;

    /// What is replaced is not free again before a day has passed; the foreground writes to the
    /// first account all the time.
    private static final long FOREGROUND_SPACE = 24L << 30;

    private static final long SPARE_SPACE = 1L << 30;
    private static final int MOST_TRIES = 64;
    private static final int CLIENTS = 4;
    private static final Duration DELIVERY = Duration.ofMinutes(5);

    private final GatewayClient client;
    private final List<Stored> all = new ArrayList<>();
    private final int fileBytes;
    private List<String> common = List.of();

    private record Wish(int suppliers, String code) {}

    /// An account and its files, which are numbered from 0.
    ///
    /// @param holders ids of its suppliers by their positions
    record Stored(
            long number,
            int suppliers,
            String code,
            String token,
            List<String> holders,
            int files) {

        @Override
        public String toString() {
            return "%s %d".formatted(code, suppliers);
        }
    }

    private RebuildAccounts(GatewayClient client, int fileBytes) {
        this.client = client;
        this.fileBytes = fileBytes;
    }

    /// Opens accounts and fills them.
    ///
    /// @param heldBytes about as many are then held by each supplier that they have in common
    static RebuildAccounts fill(GatewayClient client, long heldBytes)
            throws IOException, InterruptedException {
        long share = heldBytes / WISHES.size();
        RebuildAccounts accounts =
                new RebuildAccounts(client, (int) Math.min(FILE_BYTES, Math.max(1 << 20, share)));
        for (Wish wish : WISHES) {
            accounts.open(wish, share * wish.suppliers / 2);
        }
        for (Stored account : accounts.all) {
            accounts.together(account, file -> accounts.put(account, file));
        }
        for (Stored account : accounts.all) {
            if (!client.awaitDeliveries(account.token, DELIVERY)) {
                throw new IOException("some records had not arrived after " + DELIVERY);
            }
        }
        return accounts;
    }

    private void open(Wish wish, long bytes) throws IOException, InterruptedException {
        int files = (int) Math.max(1, bytes / fileBytes);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            long number =
                    client.register(
                            PASSWORD,
                            2L * files * fileBytes
                                    + (all.isEmpty() ? FOREGROUND_SPACE : SPARE_SPACE),
                            Map.of("suppliers", wish.suppliers, "code", wish.code));
            String token = client.openSession(number, PASSWORD);
            List<String> holders = holders(token);
            List<String> left = new ArrayList<>(holders);
            if (!all.isEmpty()) {
                left.retainAll(common);
            }
            if (left.size() > 1) {
                common = left;
                all.add(new Stored(number, wish.suppliers, wish.code, token, holders, files));
                return;
            }
        }
        throw new IOException("no %d accounts share two suppliers".formatted(WISHES.size()));
    }

    private List<String> holders(String token) throws IOException, InterruptedException {
        List<String> holders = new ArrayList<>();
        for (JsonNode position : client.read(token, "/v1/suppliers").path("positions")) {
            holders.add(position.path("supplier").stringValue());
        }
        return holders;
    }

    List<Stored> all() {
        return List.copyOf(all);
    }

    /// Suppliers that hold something of each account: two at least.
    List<String> commonSuppliers() {
        return List.copyOf(common);
    }

    long bytes() {
        return all.stream().mapToLong(account -> (long) account.files * fileBytes).sum();
    }

    /// @return which files did not come back as they were, one line each
    List<String> compareAll() throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (Stored account : all) {
            together(
                    account,
                    file -> {
                        if (!isEqual(account, file)) {
                            synchronized (failures) {
                                failures.add(
                                        "%s: file %d came back with another content"
                                                .formatted(account, file));
                            }
                        }
                    });
        }
        return failures;
    }

    boolean isEqual(Stored account, int file) throws IOException, InterruptedException {
        try (InputStream content = client.get(account.token, name(file))) {
            return content(account, file).matches(content);
        }
    }

    void put(Stored account, int file) throws IOException, InterruptedException {
        client.put(
                account.token,
                name(file),
                BodyPublishers.ofByteArray(content(account, file).bytes()));
    }

    int fileBytes() {
        return fileBytes;
    }

    private static String name(int file) {
        return "file-" + file;
    }

    private SeededContent content(Stored account, int file) {
        return new SeededContent(account.number << 32 | file, fileBytes);
    }

    private interface Work {
        void on(int file) throws IOException, InterruptedException;
    }

    /// Works at several files of an account at once.
    private void together(Stored account, Work work) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> working =
                    IntStream.range(0, account.files)
                            .<Future<?>>mapToObj(
                                    file ->
                                            threads.submit(
                                                    () -> {
                                                        work.on(file);
                                                        return file;
                                                    }))
                            .toList();
            for (Future<?> each : working) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException(account + " cannot be worked at", failed.getCause());
        }
    }
}
