package dev.stowage.placement.account;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.Succession;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.placement.access.Bulletin;
import dev.stowage.protocol.token.NamedSuccession;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// That an account's key was replaced, as the database keeps it for ever.
@Entity
@Table(name = "succession")
class SuccessionRow {

    @Id private long revision;
    private long account;
    private int rotation;
    private String verifyingKey;
    private byte[] signature;

    @SuppressWarnings("NullAway.Init")
    protected SuccessionRow() {}

    SuccessionRow(long revision, AccountNumber account, int rotation, Succession succession) {
        this.revision = revision;
        this.account = account.value();
        this.rotation = rotation;
        this.verifyingKey = succession.key().toString();
        this.signature = succession.signature().toBytes();
    }

    OwnerKey owner() {
        return new OwnerKey(rotation, VerifyingKey.valueOf(verifyingKey));
    }

    Bulletin.Entry<NamedSuccession> entry() {
        Succession succession =
                new Succession(VerifyingKey.valueOf(verifyingKey), Signature.of(signature));
        return new Bulletin.Entry<>(
                revision, new NamedSuccession(new AccountNumber(account), rotation, succession));
    }
}
