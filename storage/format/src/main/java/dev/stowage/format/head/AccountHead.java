package dev.stowage.format.head;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.Unlocker;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.VerifyingKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one mutable fact of an account: where its newest account file begins, and how it is
/// unlocked, proved, cut and spread.
///
/// @param version 1, 2, 3 …: each head follows its predecessor by one
/// @param signingKey proves whatever the account's owner signs but records, see [#recordKey]
/// @param receivingKey X25519, 32 bytes: what others seal for the account
/// @param neededSpace bytes of padded ciphertext before the code doubles it, 0 … 2^62-1
/// @param compression whether runs are compressed where it pays
/// @param layout of files
/// @param accountFileLayout of the account file
/// @param accountFile the first block of the newest account file
/// @param openRanges block numbers given out and not yet used up
/// @param sessions which of them were ended, and which are open
/// @param overrides index of a carrier in the group of `layout` → the carrier whose volume holds,
///   for this account alone, what belongs on it; see [#holders]
/// @param furtherLayouts of files that asked for another than `layout`, in the order in which they
///   came
/// @param lineage how the account came to its signing key; absent if that is its first one
public record AccountHead(
        AccountNumber account,
        long version,
        VerifyingKey signingKey,
        ByteString receivingKey,
        long neededSpace,
        BlockSizes blockSizes,
        boolean compression,
        Layout layout,
        Layout accountFileLayout,
        BlockReference accountFile,
        List<Unlocker> unlockers,
        List<BlockRange> openRanges,
        SessionNotes sessions,
        SortedMap<Integer, CarrierId> overrides,
        List<Layout> furtherLayouts,
        @Nullable Lineage lineage) {

    public static final int MAX_BYTES = 64 << 10;
    public static final int RECEIVING_KEY_BYTES = 32;

    /// The most entries of each list; together they stay below [#MAX_BYTES].
    public static final int MAX_UNLOCKERS = 16;

    public static final int MAX_OPEN_RANGES = 1024;
    public static final int MAX_REVOKED_SESSIONS = 1024;
    public static final int MAX_OVERRIDES = 1024;
    public static final int MAX_FURTHER_LAYOUTS = 64;

    public AccountHead {
        Bounds.requireRange("version of a head", version, 1, Long.MAX_VALUE);
        Bounds.requireRange(
                "length of a receiving key",
                receivingKey.length(),
                RECEIVING_KEY_BYTES,
                RECEIVING_KEY_BYTES);
        layout.supplierQuota(neededSpace);
        requireOwn(account, accountFileLayout, accountFile);
        Bounds.requireRange("number of unlockers", unlockers.size(), 0, MAX_UNLOCKERS);
        Bounds.requireRange("number of open ranges", openRanges.size(), 0, MAX_OPEN_RANGES);
        Bounds.requireRange("number of overrides", overrides.size(), 0, MAX_OVERRIDES);
        for (int index : overrides.keySet()) {
            Bounds.requireRange("index of an override", index, 0, layout.group().carriers() - 1);
        }
        Overrides _ = Overrides.of(layout.group(), overrides);
        requireFurther(layout, furtherLayouts, neededSpace);
        if (lineage != null && !lineage.owner().key().equals(signingKey)) {
            throw new IllegalArgumentException(
                    "the successions of a head lead to its signing key %s, got %s"
                            .formatted(signingKey, lineage.owner().key()));
        }
        unlockers = List.copyOf(unlockers);
        openRanges = List.copyOf(openRanges);
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
        furtherLayouts = List.copyOf(furtherLayouts);
    }

    /// Of an account whose keys were never rotated.
    public AccountHead(
            AccountNumber account,
            long version,
            VerifyingKey signingKey,
            ByteString receivingKey,
            long neededSpace,
            BlockSizes blockSizes,
            boolean compression,
            Layout layout,
            Layout accountFileLayout,
            BlockReference accountFile,
            List<Unlocker> unlockers,
            List<BlockRange> openRanges,
            SessionNotes sessions,
            SortedMap<Integer, CarrierId> overrides,
            List<Layout> furtherLayouts) {
        this(
                account,
                version,
                signingKey,
                receivingKey,
                neededSpace,
                blockSizes,
                compression,
                layout,
                accountFileLayout,
                accountFile,
                unlockers,
                openRanges,
                sessions,
                overrides,
                furtherLayouts,
                null);
    }

    private static void requireFurther(Layout first, List<Layout> further, long neededSpace) {
        Bounds.requireRange("number of further layouts", further.size(), 0, MAX_FURTHER_LAYOUTS);
        Set<Layout> named = new HashSet<>(Set.of(first));
        for (Layout layout : further) {
            layout.supplierQuota(neededSpace);
            if (!named.add(layout)) {
                throw new IllegalArgumentException(
                        "a head names each layout once, got %s again".formatted(layout));
            }
        }
    }

    private static void requireOwn(AccountNumber account, Layout layout, BlockReference first) {
        if (!first.address().account().equals(account)
                || !first.address().group().equals(layout.group())) {
            throw new IllegalArgumentException(
                    "the account file of account %s lies in group %s, got account %s, group %s"
                            .formatted(
                                    account,
                                    layout.group(),
                                    first.address().account(),
                                    first.address().group()));
        }
    }

    /// The head that follows this one after a change of the account file.
    public AccountHead next(BlockReference newAccountFile, List<BlockRange> newOpenRanges) {
        return new AccountHead(
                account,
                version + 1,
                signingKey,
                receivingKey,
                neededSpace,
                blockSizes,
                compression,
                layout,
                accountFileLayout,
                newAccountFile,
                unlockers,
                newOpenRanges,
                sessions,
                overrides,
                furtherLayouts,
                lineage);
    }

    /// The head that follows this one with other unlockers.
    public AccountHead unlockedBy(List<Unlocker> newUnlockers) {
        return new AccountHead(
                account,
                version + 1,
                signingKey,
                receivingKey,
                neededSpace,
                blockSizes,
                compression,
                layout,
                accountFileLayout,
                accountFile,
                newUnlockers,
                openRanges,
                sessions,
                overrides,
                furtherLayouts,
                lineage);
    }

    /// The head that follows this one after a rotation of the account's keys. Sessions need not be
    /// revoked any more: their tokens hold the former master key.
    ///
    /// @param succession of the next [#owner]
    /// @param wrappedRecordKey under the new wrapping key
    public AccountHead succeededBy(
            Succession succession,
            ByteString newReceivingKey,
            ByteString wrappedRecordKey,
            BlockReference newAccountFile,
            List<Unlocker> newUnlockers,
            List<BlockRange> newOpenRanges) {
        return new AccountHead(
                account,
                version + 1,
                succession.key(),
                newReceivingKey,
                neededSpace,
                blockSizes,
                compression,
                layout,
                accountFileLayout,
                newAccountFile,
                newUnlockers,
                newOpenRanges,
                SessionNotes.NONE,
                overrides,
                furtherLayouts,
                lineage == null
                        ? Lineage.first(signingKey, succession, wrappedRecordKey)
                        : lineage.followedBy(succession, wrappedRecordKey));
    }

    /// By which the account signs whatever is no record.
    public OwnerKey owner() {
        return lineage == null ? OwnerKey.first(signingKey) : lineage.owner();
    }

    /// By which the account's records are proved, however often its keys are rotated.
    public VerifyingKey recordKey() {
        return lineage == null ? signingKey : lineage.recordKey();
    }

    /// Whether this head's key is the one known, or was named by its holder, or by a successor of
    /// his, and so on.
    public boolean leadsFrom(OwnerKey known) {
        return lineage == null ? known.equals(owner()) : lineage.leadsFrom(known, account);
    }

    /// Whether this head of the account is higher than the other one: one of a later key is,
    /// whatever their versions, else the one of the higher version.
    public boolean isAfter(AccountHead other) {
        return owner().rotation() == other.owner().rotation()
                ? version > other.version
                : owner().isAfter(other.owner());
    }

    /// The successions after a rotation, as far as this head shows them, by that of their new key.
    public SortedMap<Integer, Succession> successionsAfter(int rotation) {
        return lineage == null ? new TreeMap<>() : lineage.after(rotation);
    }

    /// The layouts of the account's files, that of most of them first.
    public List<Layout> layouts() {
        List<Layout> all = new ArrayList<>(List.of(layout));
        all.addAll(furtherLayouts);
        return all;
    }

    /// The same head, naming these layouts too.
    ///
    /// @throws IllegalArgumentException if they are more than [#MAX_FURTHER_LAYOUTS] then
    public AccountHead naming(Collection<Layout> layouts) {
        SequencedSet<Layout> further = new LinkedHashSet<>(furtherLayouts);
        further.addAll(layouts);
        further.remove(layout);
        return new AccountHead(
                account,
                version,
                signingKey,
                receivingKey,
                neededSpace,
                blockSizes,
                compression,
                layout,
                accountFileLayout,
                accountFile,
                unlockers,
                openRanges,
                sessions,
                overrides,
                List.copyOf(further),
                lineage);
    }

    /// Who holds what belongs on the account's carriers.
    public Overrides holders() {
        return Overrides.of(layout.group(), overrides);
    }

    /// Whether something of the account belongs on the volume that serves a carrier.
    public boolean isHeldBy(CarrierId carrier) {
        Overrides overridden = holders();
        boolean isCovered =
                accountFileLayout.covers(carrier)
                        || layouts().stream().anyMatch(each -> each.covers(carrier));
        return overridden.holders().containsValue(carrier)
                || (isCovered && overridden.holderOf(carrier).equals(carrier));
    }

    /// The same head, with what belongs on a carrier held by another one.
    ///
    /// @param carrier of the group of `layout`
    /// @param holder the carrier itself if it is to be overridden no more
    /// @throws IllegalArgumentException if the holder holds for another carrier already
    public AccountHead replacing(CarrierId carrier, CarrierId holder) {
        if (!layout.group().contains(carrier)) {
            throw new IllegalArgumentException(
                    "carriers of group %s can be overridden, got %s"
                            .formatted(layout.group(), carrier));
        }
        int index = (int) (carrier.value() - layout.group().first().value());
        SortedMap<Integer, CarrierId> changed = new TreeMap<>(overrides);
        if (holder.equals(carrier)) {
            changed.remove(index);
        } else {
            changed.put(index, holder);
        }
        return new AccountHead(
                account,
                version,
                signingKey,
                receivingKey,
                neededSpace,
                blockSizes,
                compression,
                layout,
                accountFileLayout,
                accountFile,
                unlockers,
                openRanges,
                sessions,
                changed,
                furtherLayouts,
                lineage);
    }

    /// The same head, saying this of sessions.
    public AccountHead noting(SessionNotes notes) {
        return new AccountHead(
                account,
                version,
                signingKey,
                receivingKey,
                neededSpace,
                blockSizes,
                compression,
                layout,
                accountFileLayout,
                accountFile,
                unlockers,
                openRanges,
                notes,
                overrides,
                furtherLayouts,
                lineage);
    }

    /// The bytes that the owner signs, at most [#MAX_BYTES].
    public byte[] toBytes() {
        return AccountHeadCodec.encode(this);
    }

    /// @throws IllegalArgumentException for anything that [#toBytes] does not give
    public static AccountHead ofBytes(byte[] bytes) {
        return AccountHeadCodec.decode(bytes);
    }
}
