package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How an account whose keys were rotated came to its signing key, and by which key its records are
/// proved: the one that it began with, for ever.
///
/// ```
/// offset  size
///      0     4  rotation            how often the keys were rotated, from 1
///      4    32  record key          Ed25519, public: the signing key that the account began with
///     36    60  wrapped record key  as the section "Keys" says
///     96  2+96n successions         count, each the new key 32, the former one's signature 64
/// ```
///
/// @param wrappedRecordKey [AccountKeys#WRAPPED_KEY_BYTES] long
/// @param successions the last ones, as many as there were and [#MOST] at most, the newest last
public record Lineage(
        int rotation,
        VerifyingKey recordKey,
        ByteString wrappedRecordKey,
        List<Succession> successions) {

    /// Successions that a head keeps: who misses more of them in a row does not find back.
    public static final int MOST = 32;

    private static final int FIXED_BYTES =
            Integer.BYTES + VerifyingKey.BYTES + AccountKeys.WRAPPED_KEY_BYTES + Short.BYTES;

    public Lineage {
        Bounds.requireRange("rotation of a head", rotation, 1, Integer.MAX_VALUE);
        Bounds.requireRange(
                "length of a wrapped record key",
                wrappedRecordKey.length(),
                AccountKeys.WRAPPED_KEY_BYTES,
                AccountKeys.WRAPPED_KEY_BYTES);
        int expected = Math.min(rotation, MOST);
        Bounds.requireRange("number of successions", successions.size(), expected, expected);
        successions = List.copyOf(successions);
    }

    /// The key to which these successions lead.
    OwnerKey owner() {
        return new OwnerKey(rotation, successions.getLast().key());
    }

    /// Whether each of the keys since this one was named by the one before it.
    boolean leadsFrom(OwnerKey former, AccountNumber account) {
        int known = former.rotation() - (rotation - successions.size());
        if (known < 0 || known > successions.size()) {
            return false;
        }
        OwnerKey owner = former;
        for (Succession succession : successions.subList(known, successions.size())) {
            if (!succession.signedBy(owner, account)) {
                return false;
            }
            owner = new OwnerKey(owner.rotation() + 1, succession.key());
        }
        return owner.equals(owner());
    }

    /// The successions that are known after a rotation, by that of their new key.
    SortedMap<Integer, Succession> after(int known) {
        SortedMap<Integer, Succession> later = new TreeMap<>();
        int first = rotation - successions.size() + 1;
        for (int index = 0; index < successions.size(); index++) {
            if (first + index > known) {
                later.put(first + index, successions.get(index));
            }
        }
        return later;
    }

    /// That of an account whose keys are rotated for the first time.
    static Lineage first(VerifyingKey recordKey, Succession newest, ByteString wrappedRecordKey) {
        return new Lineage(1, recordKey, wrappedRecordKey, List.of(newest));
    }

    /// The same after one more.
    Lineage followedBy(Succession newest, ByteString newlyWrappedRecordKey) {
        List<Succession> all = new ArrayList<>(successions);
        all.add(newest);
        return new Lineage(
                rotation + 1,
                recordKey,
                newlyWrappedRecordKey,
                all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    int length() {
        return FIXED_BYTES + successions.size() * Succession.BYTES;
    }

    void writeTo(ByteBuffer buffer) {
        buffer.putInt(rotation);
        recordKey.writeTo(buffer);
        wrappedRecordKey.writeTo(buffer);
        buffer.putShort((short) successions.size());
        successions.forEach(succession -> succession.writeTo(buffer));
    }

    static Lineage readFrom(ByteBuffer buffer) {
        Bounds.requireRemaining("lineage", buffer, FIXED_BYTES);
        int rotation = buffer.getInt();
        VerifyingKey recordKey = VerifyingKey.readFrom(buffer);
        ByteString wrapped = ByteString.readFrom(buffer, AccountKeys.WRAPPED_KEY_BYTES);
        int count = Short.toUnsignedInt(buffer.getShort());
        Bounds.requireRange("number of successions", count, 1, MOST);
        List<Succession> successions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            successions.add(Succession.readFrom(buffer));
        }
        return new Lineage(rotation, recordKey, wrapped, successions);
    }
}
