package dev.stowage.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.closing.Closing;
import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.head.SessionNotes;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.placement.ReserveRequest;
import dev.stowage.protocol.token.AccountToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An account with its key, as far as placement sees it.
record TestAccount(SigningKey key, Reservation reservation) {

    static final long NEEDED_SPACE = 1 << 30;

    static TestAccount reserve(House house) {
        return reserve(house, 4, null);
    }

    static TestAccount reserve(House house, @Nullable Integer suppliers, @Nullable Integer level) {
        SigningKey key = House.newKey();
        return new TestAccount(
                key,
                house.api()
                        .reserve(
                                house.customer(),
                                new ReserveRequest(
                                        key.verifyingKey(),
                                        suppliers,
                                        level,
                                        Code.RS,
                                        NEEDED_SPACE,
                                        null)));
    }

    AccountNumber number() {
        return reservation.account();
    }

    String token(AccountToken.Scope scope) {
        return token(scope, Instant.now().plusSeconds(60));
    }

    String token(AccountToken.Scope scope, Instant expiresAt) {
        return "Bearer "
                + new AccountToken(number(), AccountToken.PLACEMENT, Set.of(scope), expiresAt)
                        .sign(key);
    }

    /// It is to be gone.
    ClosingMessage closing(long number, Duration grace) {
        return ClosingMessage.of(
                SignedClosing.sign(Closing.ending(number(), 0, number, grace, Instant.now()), key));
    }

    /// It stays after all.
    ClosingMessage takingBack(long number) {
        return ClosingMessage.of(SignedClosing.sign(Closing.takenBack(number(), 0, number), key));
    }

    SignedHead head(long version, long block) {
        return SignedHead.sign(head(version, block, reservation.layout()), key);
    }

    AccountHead head(long version, long block, Layout layout) {
        return head(version, block, layout, List.of(), List.of());
    }

    /// As [#swap(long, long)], naming further layouts.
    HeadSwap swap(long version, long block, List<Layout> furtherLayouts) {
        AccountHead head = head(version, block, reservation.layout(), List.of(), furtherLayouts);
        return new HeadSwap(ByteString.of(SignedHead.sign(head, key).toBytes()), null, List.of());
    }

    /// As [#swap(long, long)], of the head that this makes of it.
    ///
    /// @param generations of carriers that hold what it adds
    HeadSwap swap(
            long version,
            long block,
            UnaryOperator<AccountHead> change,
            List<CarrierGeneration> generations) {
        AccountHead head = change.apply(head(version, block, reservation.layout()));
        return new HeadSwap(ByteString.of(SignedHead.sign(head, key).toBytes()), null, generations);
    }

    private AccountHead head(
            long version,
            long block,
            Layout layout,
            List<BlockRange> openRanges,
            List<Layout> furtherLayouts) {
        Address address = new Address(number(), new BlockNumber(block), layout.group());
        return new AccountHead(
                number(),
                version,
                key.verifyingKey(),
                ByteString.of(new byte[32]),
                NEEDED_SPACE,
                BlockSizes.DEFAULT,
                true,
                layout,
                layout,
                new BlockReference(address, Digest.of(new byte[Digest.BYTES]), 1000),
                List.of(),
                openRanges,
                SessionNotes.NONE,
                new TreeMap<>(),
                furtherLayouts);
    }

    HeadSwap swap(long version, long block) {
        return new HeadSwap(ByteString.of(head(version, block).toBytes()), null, List.of());
    }

    /// As [#swap(long, long)], with ranges that are open and the head before.
    HeadSwap swap(
            long version,
            BlockNumber block,
            List<BlockRange> openRanges,
            @Nullable HeadAnswer predecessor) {
        AccountHead head = head(version, block.bits(), reservation.layout(), openRanges, List.of());
        return new HeadSwap(
                ByteString.of(SignedHead.sign(head, key).toBytes()),
                predecessor == null ? null : predecessor.countersigned(),
                List.of());
    }
}
