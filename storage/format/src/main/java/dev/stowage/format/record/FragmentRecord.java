package dev.stowage.format.record;

import dev.stowage.format.Bounds;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One carrier's fragments of a block with everything that proves them: the record, as it is stored
/// and sent. It may travel with only some of its fragments and can still be proved.
///
/// `record = header ‖ present fragments, each of fragment length`
///
/// The fragments are views of the caller's buffers; nothing is copied.
public final class FragmentRecord {

    private final EncodedHeader encoded;
    private final List<Optional<ByteBuffer>> fragments;

    /// Decoded when it is first asked for. Immutable: it does no harm if two threads do it.
    private @Nullable RecordHeader header;

    /// @param fragments one entry for each fragment of this carrier; empty where it does not travel
    public FragmentRecord(RecordHeader header, List<Optional<ByteBuffer>> fragments) {
        this(EncodedHeader.of(header), header, fragments);
    }

    /// A record of a store that had it decoded before it took it: nobody need decode it again who
    /// only sends it on.
    ///
    /// @param fragments one entry for each fragment of this carrier; empty where it does not travel
    public FragmentRecord(EncodedHeader header, List<Optional<ByteBuffer>> fragments) {
        this(header, null, fragments);
    }

    private FragmentRecord(
            EncodedHeader encoded,
            @Nullable RecordHeader header,
            List<Optional<ByteBuffer>> fragments) {
        if (fragments.size() != encoded.fragments()) {
            throw new IllegalArgumentException(
                    "a record of this layout has %d fragments, got %d"
                            .formatted(encoded.fragments(), fragments.size()));
        }
        int length = encoded.fragmentLength();
        List<Optional<ByteBuffer>> views = new ArrayList<>(fragments.size());
        for (Optional<ByteBuffer> fragment : fragments) {
            views.add(fragment.map(bytes -> exactView(bytes, length)));
        }
        this.encoded = encoded;
        this.header = header;
        this.fragments = Collections.unmodifiableList(views);
    }

    private static ByteBuffer exactView(ByteBuffer bytes, int fragmentLength) {
        if (bytes.remaining() != fragmentLength) {
            throw new IllegalArgumentException(
                    "a fragment of this record has %d bytes, got %d"
                            .formatted(fragmentLength, bytes.remaining()));
        }
        return bytes.slice();
    }

    /// What its header says.
    ///
    /// @throws IllegalArgumentException if nobody has decoded it yet, and it is no header of any
    ///   record
    public RecordHeader header() {
        RecordHeader known = header;
        if (known == null) {
            known = encoded.decode();
            header = known;
        }
        return known;
    }

    /// @param index 0 … fragmentsPerCarrier-1: 0 is the data fragment of a combination, 1 its
    ///   parity
    /// @return a fresh view of the fragment's bytes, empty if it did not travel
    public Optional<ByteBuffer> fragment(int index) {
        return fragments.get(index).map(ByteBuffer::duplicate);
    }

    /// Whether every fragment is here.
    public boolean isWhole() {
        return fragments.stream().allMatch(Optional::isPresent);
    }

    /// The record with only the chosen fragments.
    ///
    /// @param wanted bit j: keep fragment j
    public FragmentRecord keeping(int wanted) {
        List<Optional<ByteBuffer>> kept = new ArrayList<>(fragments.size());
        for (int index = 0; index < fragments.size(); index++) {
            kept.add((wanted >>> index & 1) == 1 ? fragments.get(index) : Optional.empty());
        }
        return new FragmentRecord(encoded, header, kept);
    }

    /// The same record for a carrier that changed hands: nothing else in it depends on the
    /// generation.
    public FragmentRecord inGeneration(int generation) {
        RecordHeader old = header();
        return old.generation() == generation
                ? this
                : new FragmentRecord(old.inGeneration(generation), fragments);
    }

    /// Bytes of the record as written by [#toBuffers].
    public int length() {
        return encoded.length() + Integer.bitCount(present()) * encoded.fragmentLength();
    }

    /// The record's bytes, in order; the fragments are views.
    public List<ByteBuffer> toBuffers() {
        List<ByteBuffer> buffers = new ArrayList<>(1 + fragments.size());
        buffers.add(encoded.before(present()));
        fragments.forEach(fragment -> fragment.ifPresent(bytes -> buffers.add(bytes.duplicate())));
        return buffers;
    }

    /// Reads the record at the buffer's position and steps behind it. The fragments are views of
    /// the buffer.
    ///
    /// @throws IllegalArgumentException if it is cut, damaged in its header, or no record at all
    public static FragmentRecord readFrom(ByteBuffer buffer) {
        EncodedHeader encoded = EncodedHeader.readFrom(buffer);
        RecordHeader header = encoded.decode();
        int present = encoded.present();
        List<Optional<ByteBuffer>> fragments = new ArrayList<>(header.sums().size());
        for (int index = 0; index < header.sums().size(); index++) {
            fragments.add(
                    (present >>> index & 1) == 1
                            ? Optional.of(take(buffer, header.fragmentLength()))
                            : Optional.empty());
        }
        return new FragmentRecord(encoded, header, fragments);
    }

    /// Bytes that a record takes, told from its header.
    ///
    /// @param header the whole header, [RecordHeader#lengthFrom] bytes; its position stays
    /// @throws IllegalArgumentException if it is cut, damaged or no record's header
    public static int lengthFrom(ByteBuffer header) {
        EncodedHeader encoded = EncodedHeader.readFrom(header.duplicate());
        int payload = Integer.bitCount(encoded.present()) * encoded.decode().fragmentLength();
        return encoded.length() + payload;
    }

    /// What is wrong with this record, if anything: proof, digest or checksum.
    ///
    /// @param owner the key of the account that the record names
    public Optional<String> flaw(VerifyingKey owner) {
        if (!header().provenBy(owner)) {
            return Optional.of("the owner's signature does not cover this record");
        }
        return fragmentFlaw();
    }

    /// What is wrong with the fragments against the header's digests, if anything.
    public Optional<String> fragmentFlaw() {
        for (int index = 0; index < fragments.size(); index++) {
            FragmentSum expected = header().sums().get(index);
            Optional<ByteBuffer> bytes = fragments.get(index);
            if (bytes.isPresent() && !FragmentSum.of(bytes.get()).equals(expected)) {
                return Optional.of(
                        "fragment %d is damaged: its digest does not match".formatted(index));
            }
        }
        return Optional.empty();
    }

    /// Whether the CRC32C of every fragment present matches: the cheap check against decay.
    public boolean checksumsMatch() {
        for (int index = 0; index < fragments.size(); index++) {
            Optional<ByteBuffer> bytes = fragments.get(index);
            if (bytes.isPresent() && FragmentSum.crcOf(bytes.get()) != encoded.crc(index)) {
                return false;
            }
        }
        return true;
    }

    private int present() {
        int present = 0;
        for (int index = 0; index < fragments.size(); index++) {
            present |= fragments.get(index).isPresent() ? 1 << index : 0;
        }
        return present;
    }

    private static ByteBuffer take(ByteBuffer buffer, int length) {
        Bounds.requireRemaining("fragment", buffer, length);
        ByteBuffer view = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return view;
    }
}
