package dev.stowage.supplier.hosting;

import dev.stowage.supplier.audit.Auditor;
import dev.stowage.supplier.join.Heartbeats;
import dev.stowage.supplier.rebuild.Rebuilds;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one supplier does from time to time: by itself once it is started, or else one round at a
/// time, by whoever holds this.
public final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Supplier supplier;
    private final URI url;
    private final Heartbeats heartbeats;
    private final Rebuilds rebuilds;
    private final Auditor auditor;

    /// @param url where the supplier answers
    Rounds(Supplier supplier, URI url, Heartbeats heartbeats, Rebuilds rebuilds, Auditor auditor) {
        this.supplier = supplier;
        this.url = url;
        this.heartbeats = heartbeats;
        this.rebuilds = rebuilds;
        this.auditor = auditor;
    }

    void start() {
        heartbeats.start();
        rebuilds.start();
        auditor.start();
        supplier.volumes().forEach(each -> each.scrub().start());
        LOG.info("{} answers at {}", supplier.name(), url);
    }

    /// Joins, if it has not, and says that it lives.
    ///
    /// @return whether placement answered
    public boolean beat() {
        return heartbeats.beat();
    }

    /// Takes so many rebuilds at most and works them off, one after the other.
    ///
    /// @return how many there were
    /// @throws dev.stowage.protocol.fault.Fault if placement gives none
    public int rebuild(int most) throws InterruptedException {
        return rebuilds.workOff(most);
    }

    /// Looks after carriers that came and went, tells what is missing, ends contracts that are
    /// over, and notes the time.
    public void lookAfter() {
        rebuilds.lookAfter();
        supplier.lookAfter();
    }

    /// Looks for dead blocks.
    public void collect() {
        supplier.collect();
    }
}
