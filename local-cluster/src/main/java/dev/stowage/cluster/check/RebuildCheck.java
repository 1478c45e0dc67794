package dev.stowage.cluster.check;

import dev.stowage.cluster.check.Foreground.Speeds;
import dev.stowage.cluster.check.RebuildAccounts.Stored;
import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.client.OperatorClient;
import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.LocalCluster;
import dev.stowage.erasure.ErasureCode;
import dev.stowage.protocol.placement.RebuildView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Wipes one of eight suppliers and measures how its records are made again, without a
/// customer-service; then wipes another one while files are read and written.
///
/// What the machine allows is measured in the same run, as [RebuildBound] says, if it is to be
/// judged by that.
final class RebuildCheck {

    static final long USUAL_MEGABYTES = 5 << 10;

    private static final int SUPPLIERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final double WANTED_SHARE = 0.5;
    private static final double ENOUGH_MEGABYTES_A_SECOND = 150;
    private static final double WANTED_OF_FOREGROUND = 0.5;
    private static final int UNDISTURBED_SECONDS = 20;

    /// The account files are rebuilt, too, and theirs are other fragments.
    private static final double ABOUT = 0.05;

    private final Path data;
    private final long lostBytes;
    private final boolean measures;
    private final PrintWriter out;
    private final List<String> failures = new ArrayList<>();

    /// @param lostBytes about as many are wiped
    /// @param measures whether it is a failure to be too slow
    RebuildCheck(Path data, long lostBytes, boolean measures, PrintWriter out) {
        this.data = data;
        this.lostBytes = lostBytes;
        this.measures = measures;
        this.out = out;
    }

    /// @return failures, one line each; none if all is well
    List<String> run() throws IOException, InterruptedException {
        ClusterSettings settings =
                ClusterSettings.of(data, 0, SUPPLIERS).donating(4 * lostBytes + (16L << 30));
        try (LocalCluster cluster = LocalCluster.start(settings);
                GatewayClient client = new GatewayClient(cluster.gateway());
                OperatorClient operator =
                        new OperatorClient(cluster.placement(), cluster.operatorToken())) {
            RebuildAccounts accounts = RebuildAccounts.fill(client, lostBytes);
            say(
                    "stored %.2f GB in %d accounts: %s",
                    accounts.bytes() / 1e9, accounts.all().size(), accounts.all());
            withoutCustomer(cluster, operator, accounts);
            List<String> different = accounts.compareAll();
            failures.addAll(different);
            say("%s", different.isEmpty() ? "every file is equal" : "files differ");
            besideForeground(cluster, operator, accounts);
            failures.addAll(accounts.compareAll());
        }
        return failures;
    }

    private void withoutCustomer(
            LocalCluster cluster, OperatorClient operator, RebuildAccounts accounts)
            throws IOException, InterruptedException {
        String victim = accounts.commonSuppliers().getFirst();
        RebuildBound bound = measures ? bound(accounts, victim) : null;
        cluster.stopCustomer();
        String successor = replace(cluster, victim);
        long start = System.nanoTime();
        operator.fire(victim, "wiped", successor);
        if (!operator.awaitRebuilds(rebuilds -> haveEnded(rebuilds, 0), PATIENCE)) {
            failures.add("not all was rebuilt in " + PATIENCE);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<RebuildView> rebuilds = operator.rebuilds();
        long rebuilt = rebuilds.stream().mapToLong(RebuildView::bytesRebuilt).sum();
        double speed = rebuilt / 1e6 / seconds;
        say(
                "rebuilt %.2f GB in %.1f s without a customer-service: %.0f MB/s",
                rebuilt / 1e9, seconds, speed);
        if (bound != null) {
            judge(speed, bound);
        }
        accounts.all().forEach(account -> compareReads(account, victim, rebuilds));
        cluster.startCustomer();
    }

    private RebuildBound bound(RebuildAccounts accounts, String victim) throws IOException {
        return RebuildBound.measure(
                data,
                accounts.all().stream().map(RebuildCheck::code).toList(),
                accounts.all().stream()
                        .mapToDouble(account -> promised(account, victim))
                        .average()
                        .orElseThrow());
    }

    private void judge(double speed, RebuildBound bound) {
        double allowed = bound.megabytesASecond();
        say(
                "  the disk gives %.0f MB/s and takes %.0f, the codes make %.0f: with %.2f bytes read for each they allow %.0f; ratio %.2f",
                bound.read(),
                bound.written(),
                bound.codes(),
                bound.readForEach(),
                allowed,
                speed / allowed);
        double wanted = Math.min(WANTED_SHARE * allowed, ENOUGH_MEGABYTES_A_SECOND);
        if (speed < wanted) {
            failures.add("rebuilt at %.0f MB/s, not at %.0f".formatted(speed, wanted));
        }
    }

    /// @return the supplier that came in its place
    private static String replace(LocalCluster cluster, String victim)
            throws IOException, InterruptedException {
        cluster.takeAway(victim);
        cluster.forgetTaken();
        return cluster.join(1, 1).getFirst();
    }

    private static boolean haveEnded(List<RebuildView> rebuilds, int before) {
        return rebuilds.size() > before
                && rebuilds.stream().allMatch(each -> each.endedAt() != null);
    }

    /// With `rs` as many fragments are read as there are data fragments, with `xor` those that its
    /// map names.
    private void compareReads(Stored account, String victim, List<RebuildView> rebuilds) {
        List<RebuildView> its =
                rebuilds.stream()
                        .filter(each -> each.account().value() == account.number())
                        .toList();
        double rebuilt = its.stream().mapToLong(RebuildView::bytesRebuilt).sum();
        double read = its.stream().mapToLong(RebuildView::bytesRead).sum() / rebuilt;
        double promised = promised(account, victim);
        say("  %s: %.3f bytes read for each, promised %.3f", account, read, promised);
        if (!(Math.abs(read - promised) <= ABOUT * promised)) {
            failures.add(
                    "%s: %.3f bytes were read for each that was rebuilt, not %.3f"
                            .formatted(account, read, promised));
        }
    }

    private static double promised(Stored account, String victim) {
        ErasureCode code = code(account);
        BitSet lost = RebuildBound.ofPosition(code, account.holders().indexOf(victim));
        BitSet available = new BitSet();
        available.set(0, code.fragments());
        available.andNot(lost);
        return (double) code.sources(available, lost).cardinality() / lost.cardinality();
    }

    private static ErasureCode code(Stored account) {
        return account.code().equals("xor")
                ? ErasureCode.xor(account.suppliers())
                : ErasureCode.reedSolomon(account.suppliers());
    }

    /// Wipes another supplier while one reads and another one writes.
    private void besideForeground(
            LocalCluster cluster, OperatorClient operator, RebuildAccounts accounts)
            throws IOException, InterruptedException {
        String victim = accounts.commonSuppliers().getLast();
        int before = operator.rebuilds().size();
        try (Foreground foreground = new Foreground(accounts, accounts.all().getFirst())) {
            Speeds alone = foreground.until(() -> true, measures ? UNDISTURBED_SECONDS : 1);
            String successor = replace(cluster, victim);
            operator.fire(victim, "wiped", successor);
            Speeds beside = foreground.until(() -> haveEnded(operator.rebuilds(), before), 1);
            double reads = beside.read() / alone.read();
            double writes = beside.written() / alone.written();
            say(
                    "beside a rebuild: reads %.0f of %.0f MB/s, ratio %.2f; writes %.0f of %.0f, ratio %.2f; %d failed",
                    beside.read(),
                    alone.read(),
                    reads,
                    beside.written(),
                    alone.written(),
                    writes,
                    foreground.failed());
            if (foreground.failed() > 0) {
                failures.add("%d requests failed beside a rebuild".formatted(foreground.failed()));
            }
            if (measures && Math.min(reads, writes) < WANTED_OF_FOREGROUND) {
                failures.add(
                        "beside a rebuild reads kept %.2f of their speed, writes %.2f"
                                .formatted(reads, writes));
            }
        }
    }

    private void say(String line, Object... values) {
        out.printf(line + "%n", values);
        out.flush();
    }
}
