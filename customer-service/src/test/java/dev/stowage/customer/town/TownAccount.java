package dev.stowage.customer.town;

import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.LayoutWish;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the town's placement knows of an account.
final class TownAccount {

    final VerifyingKey recordKey;
    final long neededSpace;
    final LayoutWish wish;
    final Set<Layout> added = new LinkedHashSet<>();
    long nextBlock = 1;
    @Nullable CountersignedHead head;

    TownAccount(VerifyingKey recordKey, long neededSpace, LayoutWish wish) {
        this.recordKey = recordKey;
        this.neededSpace = neededSpace;
        this.wish = wish;
    }

    OwnerKey owner() {
        return head == null ? OwnerKey.first(recordKey) : head.head().owner();
    }
}
