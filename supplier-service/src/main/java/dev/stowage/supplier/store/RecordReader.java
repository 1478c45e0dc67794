package dev.stowage.supplier.store;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.EncodedHeader;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads records, heads and facts from log files, checked. What cannot be read is as good as
/// decayed.
final class RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private static final int TOLD_FAILURES = 16;
    private static final int EVERY_SO_MANY = 1000;

    private final LogFiles files;
    private final DiskWatch watch;

    /// A read of something at a place; empty if it has decayed.
    private interface Read<T> {

        Optional<T> read() throws IOException;
    }

    RecordReader(LogFiles files, DiskWatch watch) {
        this.files = files;
        this.watch = watch;
    }

    /// The record at a place with the chosen fragments; empty if it has decayed.
    ///
    /// @param wanted bit j: fragment j
    /// @param memory where its bytes go
    Optional<FragmentRecord> read(RecordKey key, Place place, int wanted, RecordMemory memory) {
        return checked(place, () -> readRecord(key, place, wanted, memory));
    }

    /// The head at a place; empty if it has decayed.
    Optional<CountersignedHead> readHead(Place place) {
        return checked(place, () -> EntryBody.readHead(files.read(place, 0, place.length())));
    }

    /// The content of the fact at a place; empty if it has decayed.
    ///
    /// @throws IOException if the disk cannot read it
    Optional<ByteString> readFact(Place place) throws IOException {
        ByteBuffer body = files.read(place, 0, place.length());
        return checked(place, () -> EntryBody.readFact(body));
    }

    private Optional<FragmentRecord> readRecord(
            RecordKey key, Place place, int wanted, RecordMemory memory) throws IOException {
        int leading = Math.min(Integer.numberOfTrailingZeros(~wanted), place.fragments());
        int length = place.headerLength() + leading * place.fragmentLength();
        ByteBuffer bytes = files.read(place, 0, length, memory);
        EncodedHeader header = EncodedHeader.readFrom(bytes);
        if (!RecordKey.of(header.address(), header.position()).equals(key)
                || header.length() != place.headerLength()
                || header.fragmentLength() != place.fragmentLength()
                || header.fragments() != place.fragments()) {
            return Optional.empty();
        }
        List<Optional<ByteBuffer>> fragments = new ArrayList<>(place.fragments());
        for (int index = 0; index < place.fragments(); index++) {
            fragments.add(
                    (wanted >>> index & 1) == 1
                            ? Optional.of(
                                    index < leading
                                            ? leading(index, bytes, place)
                                            : files.read(
                                                    place,
                                                    offset(index, place),
                                                    place.fragmentLength(),
                                                    memory))
                            : Optional.empty());
        }
        FragmentRecord record = new FragmentRecord(header, fragments);
        return record.checksumsMatch() ? Optional.of(record) : Optional.empty();
    }

    /// The leading fragments came with the header, each other one is read by itself.
    private static ByteBuffer leading(int index, ByteBuffer bytes, Place place) {
        return bytes.slice(offset(index, place), place.fragmentLength());
    }

    private static int offset(int index, Place place) {
        return place.headerLength() + index * place.fragmentLength();
    }

    private <T> Optional<T> checked(Place place, Read<T> read) {
        try {
            Optional<T> found = read.read();
            watch.readWell();
            if (found.isEmpty()) {
                LOG.warn("what stands at {} of {} has decayed", place.offset(), place.file());
            }
            return found;
        } catch (IllegalArgumentException decayed) {
            LOG.warn("what stands at {} of {} has decayed", place.offset(), place.file(), decayed);
            return Optional.empty();
        } catch (ClosedChannelException interrupted) {
            throw new Fault(FaultCode.BUSY, "interrupted while the disk was read", interrupted);
        } catch (IOException unreadable) {
            tell(place, unreadable, watch.readFailed());
            return Optional.empty();
        }
    }

    /// A disk that fails fails often: the first times are told, then every thousandth.
    private static void tell(Place place, IOException unreadable, long failures) {
        if (failures <= TOLD_FAILURES || failures % EVERY_SO_MANY == 0) {
            LOG.warn(
                    "what stands at {} of {} cannot be read, {} reads failed so far: {}",
                    place.offset(),
                    place.file(),
                    failures,
                    unreadable.toString());
        } else {
            LOG.debug("what stands at {} of {} cannot be read", place.offset(), place.file());
        }
    }
}
