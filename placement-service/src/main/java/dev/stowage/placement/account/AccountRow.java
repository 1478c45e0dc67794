package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.placement.registry.KeptTexts;
import dev.stowage.protocol.placement.Residency;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An account, as the database keeps it.
@Entity
@Table(name = "account")
class AccountRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "account_number")
    @SequenceGenerator(name = "account_number", sequenceName = "account_number", allocationSize = 1)
    private @Nullable Long number;

    private String verifyingKey;
    private long carrierGroup;
    private long layout;
    private long neededSpace;
    private @Nullable Instant reservedUntil;

    private @Nullable String zones;
    private @Nullable String tags;

    /// The hash of the invitation that it came by.
    @SuppressWarnings("UnusedVariable")
    private @Nullable String invitation;

    /// Counted by queries only, so that no two transactions read the same number.
    @SuppressWarnings("UnusedVariable")
    private long nextBlock;

    @SuppressWarnings("UnusedVariable")
    private @Nullable Long firstBlock;

    @SuppressWarnings("NullAway.Init")
    protected AccountRow() {}

    AccountRow(
            VerifyingKey key,
            Layout layout,
            long neededSpace,
            Residency residency,
            @Nullable String invitation,
            Instant reservedUntil) {
        this.verifyingKey = key.toString();
        this.neededSpace = neededSpace;
        this.zones = KeptTexts.write(residency.zones());
        this.tags = KeptTexts.write(residency.tags());
        this.invitation = invitation;
        choose(layout, reservedUntil);
    }

    final void choose(Layout chosen, Instant until) {
        ByteBuffer bytes = ByteBuffer.allocate(Layout.BYTES);
        chosen.writeTo(bytes);
        carrierGroup = chosen.group().bits();
        layout = bytes.flip().getLong();
        reservedUntil = until;
    }

    /// The account, as if its keys had never been rotated.
    Account toAccount() {
        if (number == null) {
            throw new IllegalStateException("an account has its number when it is saved");
        }
        ByteBuffer bytes = ByteBuffer.allocate(Layout.BYTES).putLong(layout).flip();
        VerifyingKey key = VerifyingKey.valueOf(verifyingKey);
        return new Account(
                new AccountNumber(number),
                key,
                OwnerKey.first(key),
                Layout.readFrom(bytes, CarrierGroup.ofBits(carrierGroup)),
                neededSpace,
                new Residency(KeptTexts.read(zones), KeptTexts.read(tags)),
                reservedUntil);
    }
}
