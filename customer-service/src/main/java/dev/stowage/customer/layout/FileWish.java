package dev.stowage.customer.layout;

import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.LayoutRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How one file is to be spread, if not as its account's files are.
public record FileWish(@Nullable Integer suppliers, @Nullable Integer level, @Nullable Code code) {

    public static final FileWish NONE = new FileWish(null, null, null);

    boolean isNone() {
        return equals(NONE);
    }

    /// The request for it. What the wish leaves open is as in the account's layout, as far as it
    /// can be: a code alone changes nothing but the code, and a whole group has but one.
    LayoutRequest beside(Layout first) {
        if (suppliers != null) {
            return request(suppliers, level, Optional.ofNullable(code).orElse(first.code()));
        }
        if (level != null) {
            return request(null, level, Optional.ofNullable(code).orElse(Code.RS));
        }
        Code other = Optional.ofNullable(code).orElse(first.code());
        return first instanceof Combination combination
                ? request(combination.suppliers(), null, other)
                : request(null, first.group().level().value(), other);
    }

    private static LayoutRequest request(
            @Nullable Integer suppliers, @Nullable Integer level, Code code) {
        return new LayoutRequest(suppliers, level, code, Set.of());
    }
}
