package dev.stowage.supplier.scrub;

import dev.stowage.format.address.CarrierId;
import dev.stowage.supplier.store.Examined;
import dev.stowage.supplier.store.Examined.Damage;
import dev.stowage.supplier.store.RecordId;
import dev.stowage.supplier.store.RecordStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of a decayed record. It is told, so that it is rebuilt; what is good of it is
/// served until then. If nothing is, it goes to the trash, from which it can come back should the
/// disk have been wrong. One that the disk does not read stays, for the disk may read it another
/// time.
///
/// Bits rot one by one. When very many records look bad it is the disk, the cable or the memory,
/// and nothing is touched any more.
final class SetAside {

    /// Records in one round.
    static final int MOST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private final RecordStore store;
    private final DecayedRecords told;
    private final Function<RecordId, Optional<CarrierId>> carriers;
    private final Clock clock;
    private int thisRound;

    /// @param carriers for which a record must have been stored that cannot be read; empty if there
    ///   are several
    SetAside(
            RecordStore store,
            DecayedRecords told,
            Function<RecordId, Optional<CarrierId>> carriers,
            Clock clock) {
        this.store = store;
        this.told = told;
        this.carriers = carriers;
        this.clock = clock;
    }

    void newRound() {
        thisRound = 0;
    }

    void put(RecordId record, Examined found) {
        if (found.damage() != Damage.ENTRY) {
            Optional.ofNullable(found.carrier())
                    .or(() -> carriers.apply(record))
                    .map(carrier -> new DecayedRecord(record, carrier, clock.instant()))
                    .ifPresent(told::add);
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
            case UNREADABLE -> "It stays where it is: perhaps the disk reads it another time";
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
