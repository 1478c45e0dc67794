package dev.stowage.format.record;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Layout;
import java.nio.ByteBuffer;

/// A record's header in its bytes, which match their CRC32C: enough is told of it to find the
/// record, to check its fragments against decay and to send it on. Only who must prove it decodes
/// it.
public final class EncodedHeader {

    private final ByteBuffer bytes;
    private final int fragments;

    private EncodedHeader(ByteBuffer bytes, int fragments) {
        this.bytes = bytes;
        this.fragments = fragments;
    }

    static EncodedHeader of(RecordHeader header) {
        int all = (1 << header.sums().size()) - 1;
        ByteBuffer bytes = ByteBuffer.allocate(RecordHeaderCodec.length(header));
        RecordHeaderCodec.write(header, all, bytes);
        return new EncodedHeader(bytes.flip(), header.sums().size());
    }

    /// Reads the header at the buffer's position, as a view, and steps behind it.
    ///
    /// @throws IllegalArgumentException if it is cut, damaged or no record's header
    public static EncodedHeader readFrom(ByteBuffer buffer) {
        int length = RecordHeaderCodec.lengthFrom(buffer);
        Bounds.requireRemaining("record header", buffer, length);
        ByteBuffer bytes = buffer.slice(buffer.position(), length);
        RecordHeaderCodec.requireIntact(bytes);
        int fragments = layout(bytes).fragmentsPerCarrier();
        int all = (1 << fragments) - 1;
        int present = RecordHeaderCodec.presentIn(bytes);
        Bounds.requireRange("bits of the fragments present", present, 0, all);
        buffer.position(buffer.position() + length);
        return new EncodedHeader(bytes, fragments);
    }

    private static Layout layout(ByteBuffer bytes) {
        CarrierGroup group = CarrierGroup.ofBits(bytes.getLong(RecordHeaderCodec.GROUP_OFFSET));
        return Layout.readFrom(bytes.duplicate().position(RecordHeaderCodec.LAYOUT_OFFSET), group);
    }

    /// Bytes of it, CRC included.
    public int length() {
        return bytes.limit();
    }

    public Address address() {
        return Address.readFrom(bytes.duplicate().position(RecordHeaderCodec.ADDRESS_OFFSET));
    }

    public int position() {
        return bytes.getInt(RecordHeaderCodec.POSITION_OFFSET);
    }

    /// Bytes of each fragment, as it says.
    public int fragmentLength() {
        return bytes.getInt(RecordHeaderCodec.FRAGMENT_LENGTH_OFFSET);
    }

    /// Fragments of its carrier, whether they travel or not.
    public int fragments() {
        return fragments;
    }

    /// Bit j: fragment j was said to follow.
    int present() {
        return RecordHeaderCodec.presentIn(bytes);
    }

    /// The CRC32C of a fragment.
    int crc(int fragment) {
        return bytes.getInt(RecordHeaderCodec.crcOffset(length(), fragments - fragment));
    }

    /// All that it says.
    ///
    /// @throws IllegalArgumentException if that is no header of any record, though it is not
    ///   damaged
    public RecordHeader decode() {
        return RecordHeaderCodec.decode(bytes);
    }

    /// The bytes of the header of a record with these fragments.
    ///
    /// @param following bit j: fragment j follows
    ByteBuffer before(int following) {
        return following == present()
                ? bytes.duplicate()
                : RecordHeaderCodec.withPresent(bytes, following);
    }
}
