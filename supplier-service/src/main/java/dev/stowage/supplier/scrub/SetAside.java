package dev.stowage.supplier.scrub;

import dev.stowage.format.address.CarrierId;
import dev.stowage.supplier.store.Examined;
import dev.stowage.supplier.store.Examined.Damage;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a decayed record. It is told, so that it is rebuilt; what is good of it is
/// served until then. If nothing is, it goes to the trash, from which it can come back should the
/// disk have been wrong.
///
/// Bits rot one by one. When very many records look bad it is the disk, the cable or the memory,
/// and nothing is touched any more.
final class SetAside {

    /// Records in one round.
    static final int MOST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private final RecordStore store;
    private final DecayedRecords told;
    private final Clock clock;
    private int thisRound;

    SetAside(RecordStore store, DecayedRecords told, Clock clock) {
        this.store = store;
        this.told = told;
        this.clock = clock;
    }

    void newRound() {
        thisRound = 0;
    }

    void put(RecordId record, Examined found) {
        CarrierId carrier = found.carrier();
        if (carrier != null && found.damage() != Damage.ENTRY) {
            told.add(new DecayedRecord(record, carrier, clock.instant()));
        }
        LOG.warn(
                "{} position {} has decayed: {}. {}",
                record.address(),
                record.position(),
                found.flaw(),
                fate(record, found));
    }

    private String fate(RecordId record, Examined found) {
        return switch (found.damage()) {
            case NONE, ENTRY ->
                    "It is served all the same, and written anew when its file is compacted";
            case PART -> "The rest is served until it is rebuilt";
            case ALL -> drop(record);
        };
    }

    private String drop(RecordId record) {
        if (thisRound == MOST) {
            LOG.error(
                    "more than {} records in one round are not bits that rot: look at the disk, and take this volume out of service",
                    MOST);
            return "It is left where it is";
        }
        store.drop(record.address().account(), List.of(record));
        thisRound++;
        return "It is set aside in the trash";
    }
}
