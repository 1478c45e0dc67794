package dev.stowage.cluster.demo;

import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.demo.FolderTransfer.Outcome;
import dev.stowage.cluster.demo.Holders.Holder;
import dev.stowage.cluster.files.DirectoryTree;
import dev.stowage.cluster.layout.WantedLayout;
import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.LocalCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The demonstration, step by step.
final class Demo {

    private static final String PASSWORD = "a password for everybody to see";

    /// For account files, and blocks that are not full.
    private static final long SPARE_SPACE = 4L << 30;

    /// An upload is acknowledged when the write threshold is reached; all that the layout tolerates
    /// may be taken away when the last records have arrived too.
    private static final Duration DELIVERY = Duration.ofMinutes(2);

    private final WantedLayout layout;
    private final SourceFolder folder;
    private final ClusterSettings settings;
    private final long seed;
    private final boolean isWatched;
    private final PrintWriter out;
    private final Report report;
    private final List<String> failures = new ArrayList<>();
    private long account;

    /// @param isWatched whether a person looks on
    Demo(
            WantedLayout layout,
            SourceFolder folder,
            ClusterSettings settings,
            long seed,
            boolean isWatched,
            PrintWriter out) {
        this.layout = layout;
        this.folder = folder;
        this.settings = settings;
        this.seed = seed;
        this.isWatched = isWatched;
        this.out = out;
        this.report = new Report(out);
    }

    /// @return failures, one line each; none if every byte came back
    List<String> run() throws IOException, InterruptedException {
        report.say(
                "%s; %d suppliers with %d carriers each; %d files, %s",
                layout,
                settings.suppliers(),
                settings.carriersPerSupplier(),
                folder.files().size(),
                Report.bytes(folder.bytes()));
        Holders holders = store();
        loseTheFirstHalf(holders);
        LocalCluster.giveBack(settings);
        loseOthersAndOneMore(holders);
        report.summary();
        return failures;
    }

    private Holders store() throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (LocalCluster cluster = LocalCluster.start(settings);
                GatewayClient client = new GatewayClient(cluster.gateway())) {
            note("cluster ready", start);
            start = System.nanoTime();
            account = client.register(PASSWORD, 2 * folder.bytes() + SPARE_SPACE, layout.wishes());
            note("account opened", start);
            String token = client.openSession(account, PASSWORD);
            Progress progress = progress("upload");
            new FolderTransfer(client, token, folder).upload(progress);
            noteSpeed("upload", progress.finish());
            if (!client.awaitDeliveries(token, DELIVERY)) {
                failures.add("some records had not arrived after " + DELIVERY);
            }
            Holders holders = Holders.of(client.read(token, "/v1/suppliers"));
            report.holders(holders);
            report.note(
                    "requests to suppliers",
                    "%d",
                    SupplierRequests.count(cluster.supplierMetrics().getFirst()));
            noteOverhead(client, token);
            return holders;
        }
    }

    private void noteOverhead(GatewayClient client, String token)
            throws IOException, InterruptedException {
        long held = client.read(token, "/v1/space").path("onSuppliers").longValue();
        long disk = DirectoryTree.bytes(settings.suppliersData());
        long bytes = Math.max(1, folder.bytes());
        report.note("bytes of the files", "%d", folder.bytes());
        report.note(
                "fragments on suppliers", "%d, %.2f times the files", held, (double) held / bytes);
        report.note(
                "bytes on suppliers' disks",
                "%d, %.2f times the files",
                disk,
                (double) disk / bytes);
    }

    private void loseTheFirstHalf(Holders holders) throws IOException, InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            takeAway(cluster, holders.firstHalf(), "the first %d suppliers");
            compareAll(cluster, "download after loss of the first");
        }
    }

    private void loseOthersAndOneMore(Holders holders) throws IOException, InterruptedException {
        List<Holder> order = holders.shuffled(seed);
        int tolerated = holders.mayVanish();
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            takeAway(cluster, order.subList(0, tolerated), "%d suppliers at random");
            compareAll(cluster, "download after random loss");
            if (tolerated < order.size()) {
                loseOneMore(cluster, order.get(tolerated));
            }
        }
    }

    private void takeAway(LocalCluster cluster, List<Holder> lost, String which)
            throws IOException {
        report.say("%ntaking away " + which + ": ports refuse, directories are gone", lost.size());
        for (Holder each : lost) {
            cluster.takeAway(each.id());
        }
        cluster.forget();
    }

    private void compareAll(LocalCluster cluster, String what)
            throws IOException, InterruptedException {
        try (GatewayClient client = new GatewayClient(cluster.gateway())) {
            String token = client.openSession(account, PASSWORD);
            Progress progress = progress("download");
            List<Outcome> outcomes = new FolderTransfer(client, token, folder).compare(progress);
            noteSpeed(what, progress.finish());
            List<Outcome> bad = outcomes.stream().filter(each -> !each.isEqual()).toList();
            report.say("%d of %d files equal", outcomes.size() - bad.size(), outcomes.size());
            bad.forEach(
                    each ->
                            failures.add(
                                    "%s: %s"
                                            .formatted(
                                                    each.source().path(),
                                                    each.isRefused()
                                                            ? each.refusal()
                                                            : "other bytes came")));
        }
    }

    /// What cannot be read is refused; what can is right. Nobody remembers anything, so with `rs`
    /// that is every file. With the code `xor` some losses beyond those that are tolerated for sure
    /// are survived.
    private void loseOneMore(LocalCluster cluster, Holder last)
            throws IOException, InterruptedException {
        try (GatewayClient client = new GatewayClient(cluster.gateway())) {
            String token = client.openSession(account, PASSWORD);
            takeAway(cluster, List.of(last), "one supplier more");
            List<Outcome> outcomes =
                    new FolderTransfer(client, token, folder).compare(progress("download"));
            List<Outcome> wrong =
                    outcomes.stream().filter(e -> !e.isRefused() && !e.isEqual()).toList();
            List<Outcome> refused = outcomes.stream().filter(Outcome::isRefused).toList();
            wrong.forEach(each -> failures.add(each.source().path() + ": wrong bytes came"));
            if (layout.code().equals("rs") && refused.size() < outcomes.size()) {
                failures.add(
                        "one supplier more than tolerated is away, and %d files were read"
                                .formatted(outcomes.size() - refused.size()));
            }
            report.say("%d files refused, %d wrong", refused.size(), wrong.size());
            refused.stream().findFirst().ifPresent(each -> report.say("  %s", each.refusal()));
            report.note("one supplier more", "%d refused, %d wrong", refused.size(), wrong.size());
        }
    }

    private Progress progress(String what) {
        return new Progress(out, what, folder.bytes(), isWatched);
    }

    private void note(String what, long start) {
        report.note(what, "%.1f s", (System.nanoTime() - start) / 1e9);
    }

    private void noteSpeed(String what, double seconds) {
        report.note(what, "%.1f s, %.1f MB/s", seconds, folder.bytes() / 1e6 / seconds);
    }
}
