package dev.stowage.supplier.store;

import dev.stowage.format.address.CarrierId;
import org.jspecify.annotations.Nullable;

/// How a record was found when it was read anew.
///
/// @param bytes read
/// @param flaw what is wrong with it, in words
/// @param carrier that it was stored for, if that can still be read
public record Examined(long bytes, Damage damage, String flaw, @Nullable CarrierId carrier) {

    static final Examined GONE = new Examined(0, Damage.NONE, "", null);

    /// How much of it is damaged.
    public enum Damage {
        /// It is as it was stored, or not there any more.
        NONE,
        /// It can be served, but would not be found without an index.
        ENTRY,
        /// Some of its fragments can be served.
        PART,
        /// Nothing of it can be served.
        ALL,
        /// The disk cannot read it, this time at least.
        UNREADABLE
    }

    /// Whether it is as it was stored, or is not there any more.
    public boolean isSound() {
        return damage == Damage.NONE;
    }
}
