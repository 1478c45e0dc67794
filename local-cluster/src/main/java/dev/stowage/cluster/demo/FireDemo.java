package dev.stowage.cluster.demo;

import dev.stowage.cluster.client.GatewayClient;
import dev.stowage.cluster.client.OperatorClient;
import dev.stowage.cluster.demo.FolderTransfer.Outcome;
import dev.stowage.cluster.demo.Holders.Holder;
import dev.stowage.cluster.layout.WantedLayout;
import dev.stowage.cluster.process.ClusterSettings;
import dev.stowage.cluster.process.LocalCluster;
import dev.stowage.protocol.placement.EventKind;
import dev.stowage.protocol.placement.RebuildView;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The demonstration of suppliers that are fired, die and come back, as a timeline: one is fired by
/// hand, one dies and is replaced by placement itself, the dead one returns; then as many others
/// vanish as the layout tolerates, and every byte is there.
final class FireDemo {

    private static final String PASSWORD = "a password for everybody to see";
    private static final long SPARE_SPACE = 1L << 30;
    private static final Duration DELIVERY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration OFFLINE_AFTER = Duration.ofSeconds(8);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(12);
    private static final Set<EventKind> REPLACED =
            EnumSet.of(
                    EventKind.CARRIER_REPLACED, EventKind.REBUILD_DONE, EventKind.FORMER_RELEASED);

    private final WantedLayout layout;
    private final SourceFolder folder;
    private final ClusterSettings settings;
    private final Report report;
    private final PrintWriter out;
    private final boolean isWatched;
    private final Clock clock;
    private final List<String> failures = new ArrayList<>();

    /// @param isWatched whether a person looks on
    FireDemo(
            WantedLayout layout,
            SourceFolder folder,
            ClusterSettings settings,
            boolean isWatched,
            Clock clock,
            PrintWriter out) {
        this.layout = layout;
        this.folder = folder;
        this.settings = settings.givingUpAfter(OFFLINE_AFTER, DEAD_AFTER);
        this.isWatched = isWatched;
        this.clock = clock;
        this.out = out;
        this.report = new Report(out);
    }

    /// @return failures, one line each; none if every byte came back and all happened that should
    List<String> run() throws IOException, InterruptedException {
        try (LocalCluster cluster = LocalCluster.start(settings);
                GatewayClient client = new GatewayClient(cluster.gateway());
                OperatorClient operator =
                        new OperatorClient(cluster.placement(), cluster.operatorToken())) {
            Timeline timeline = new Timeline(report, operator, clock);
            long account =
                    client.register(PASSWORD, 2 * folder.bytes() + SPARE_SPACE, layout.wishes());
            String token = client.openSession(account, PASSWORD);
            new FolderTransfer(client, token, folder)
                    .upload(new Progress(out, "upload", folder.bytes(), isWatched));
            if (!client.awaitDeliveries(token, DELIVERY)) {
                failures.add("some records had not arrived after " + DELIVERY);
            }
            Holders holders = Holders.of(client.read(token, "/v1/suppliers"));
            report.holders(holders);
            report.say("");
            name(holders, timeline);
            timeline.say(
                    "%d files, %s, are stored with %s on %d of %d suppliers",
                    folder.files().size(),
                    Report.bytes(folder.bytes()),
                    layout,
                    holders.suppliers().size(),
                    settings.suppliers());
            fireByHand(cluster, operator, timeline, holders.suppliers().getFirst());
            compare(client, token, timeline);
            die(cluster, timeline, holders.suppliers().get(1));
            compare(client, token, timeline);
            comeBack(cluster, timeline, holders.suppliers().get(1));
            compare(client, token, timeline);
            loseOthers(cluster, client, token, timeline);
            summary(operator);
        }
        return failures;
    }

    private static void name(Holders holders, Timeline timeline) {
        char letter = 'A';
        for (Holder each : holders.suppliers()) {
            timeline.name(each.id(), "supplier " + letter);
            letter++;
        }
    }

    private static void join(LocalCluster cluster, Timeline timeline, String name)
            throws IOException, InterruptedException {
        String id = cluster.join(1, 1).getFirst();
        timeline.name(id, name);
        timeline.say("%s joins, with an empty disk", name);
    }

    private void fireByHand(
            LocalCluster cluster, OperatorClient operator, Timeline timeline, Holder fired)
            throws IOException, InterruptedException {
        join(cluster, timeline, "supplier Y");
        timeline.say("the operator fires supplier A, which lives: \"too slow for us\"");
        operator.fire(fired.id(), "too slow for us", null);
        require(timeline.await(REPLACED, PATIENCE), "a fired supplier was not replaced");
    }

    private void die(LocalCluster cluster, Timeline timeline, Holder dying)
            throws IOException, InterruptedException {
        join(cluster, timeline, "supplier Z");
        timeline.say(
                "supplier B dies: its port refuses, its directory is gone; nobody does anything");
        cluster.takeAway(dying.id());
        require(timeline.await(REPLACED, PATIENCE), "a dead supplier was not replaced");
    }

    private void comeBack(LocalCluster cluster, Timeline timeline, Holder returning)
            throws IOException, InterruptedException {
        timeline.say("supplier B comes back, with all that it had");
        cluster.bringBack(returning.id());
        require(
                timeline.await(EnumSet.of(EventKind.SUPPLIER_RETURNED), PATIENCE),
                "nothing was heard of the return of a supplier");
    }

    /// Those that are there since the beginning; what the newcomers hold is needed then.
    private void loseOthers(
            LocalCluster cluster, GatewayClient client, String token, Timeline timeline)
            throws IOException, InterruptedException {
        Holders now = Holders.of(client.read(token, "/v1/suppliers"));
        List<Holder> others =
                now.suppliers().stream().filter(each -> cluster.beganWith(each.id())).toList();
        List<Holder> lost = others.subList(0, Math.min(now.mayVanish(), others.size()));
        for (Holder each : lost) {
            cluster.takeAway(each.id());
        }
        timeline.say("%d others vanish, as many as the layout tolerates", lost.size());
        compare(client, token, timeline);
    }

    private void compare(GatewayClient client, String token, Timeline timeline)
            throws IOException, InterruptedException {
        List<Outcome> outcomes =
                new FolderTransfer(client, token, folder)
                        .compare(new Progress(out, "download", folder.bytes(), isWatched));
        List<Outcome> bad = outcomes.stream().filter(each -> !each.isEqual()).toList();
        timeline.say("%d of %d files equal", outcomes.size() - bad.size(), outcomes.size());
        bad.forEach(each -> failures.add(each.source().path() + " did not come back as it was"));
    }

    private void require(boolean holds, String failure) {
        if (!holds) {
            failures.add(failure);
        }
    }

    private void summary(OperatorClient operator) {
        List<RebuildView> rebuilds = operator.rebuilds();
        report.note(
                "rebuilt",
                "%d records, %s",
                rebuilds.stream().mapToLong(RebuildView::rebuilt).sum(),
                Report.bytes(rebuilds.stream().mapToLong(RebuildView::bytesRebuilt).sum()));
        report.note(
                "read for that",
                "%s",
                Report.bytes(rebuilds.stream().mapToLong(RebuildView::bytesRead).sum()));
        report.summary();
    }
}
