package dev.stowage.supplier.hosting;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Things that were opened one after the other and are closed in reverse, each whatever becomes of
/// the others.
final class Owned implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Owned.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T own(T thing) {
        opened.push(thing);
        return thing;
    }

    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            AutoCloseable thing = opened.pop();
            try {
                thing.close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (Exception failed) {
                LOG.warn("{} could not be closed", thing.getClass().getSimpleName(), failed);
            }
        }
    }
}
