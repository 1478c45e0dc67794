package dev.stowage.customer.watch;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.customer.OwnEvent;
import dev.stowage.protocol.customer.OwnEventPage;
import dev.stowage.protocol.customer.OwnRebuild;
import dev.stowage.protocol.customer.OwnRebuildPage;
import dev.stowage.protocol.customer.SupplierList;
import dev.stowage.protocol.placement.AccountEvent;
import dev.stowage.protocol.placement.AccountEventPage;
import dev.stowage.protocol.placement.AccountRebuild;
import dev.stowage.protocol.placement.AccountRebuildPage;
import dev.stowage.protocol.placement.ConcernApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tells an account's owner what befalls the account.
public final class Watch {

    private final ConcernApi placement;

    public Watch(ConcernApi placement) {
        this.placement = placement;
    }

    /// As placement's [ConcernApi#events], with positions.
    public OwnEventPage events(OpenAccount account, @Nullable Long after, @Nullable Integer limit) {
        AccountEventPage page =
                placement.events(authorization(account), account.number(), after, limit);
        Map<CarrierId, Integer> positions =
                page.events().isEmpty() ? Map.of() : positions(account.layout());
        return new OwnEventPage(
                account.number(),
                page.events().stream().map(event -> event(event, positions)).toList(),
                page.next(),
                page.more());
    }

    private static OwnEvent event(AccountEvent event, Map<CarrierId, Integer> positions) {
        CarrierId carrier = event.carrier();
        return new OwnEvent(
                event.number(),
                event.kind(),
                event.at(),
                event.supplier(),
                carrier,
                carrier == null ? null : positions.get(carrier),
                event.detail());
    }

    /// As placement's [ConcernApi#rebuilds], with positions.
    public OwnRebuildPage rebuilds(
            OpenAccount account, @Nullable Long after, @Nullable Integer limit) {
        AccountRebuildPage page =
                placement.rebuilds(authorization(account), account.number(), after, limit);
        Map<CarrierId, Integer> positions =
                page.rebuilds().isEmpty() ? Map.of() : positions(account.layout());
        return new OwnRebuildPage(
                page.rebuilds().stream().map(rebuild -> rebuild(rebuild, positions)).toList(),
                page.next());
    }

    private static OwnRebuild rebuild(AccountRebuild rebuild, Map<CarrierId, Integer> positions) {
        List<CarrierId> named =
                rebuild.carriers().stream().limit(OwnRebuild.MOST_CARRIERS).toList();
        return new OwnRebuild(
                rebuild.rebuild(),
                rebuild.group(),
                rebuild.carriers().size(),
                named,
                named.stream().map(positions::get).filter(Objects::nonNull).sorted().toList(),
                rebuild.reason(),
                rebuild.state(),
                rebuild.wanted(),
                rebuild.rebuilt(),
                rebuild.impossible(),
                rebuild.bytesRebuilt(),
                rebuild.createdAt(),
                rebuild.endedAt());
    }

    private static String authorization(OpenAccount account) {
        return "Bearer " + account.tokens().tokenForPlacement(Scope.FETCH);
    }

    /// As the list of suppliers counts them: where a layout turns, those of the first block.
    private static Map<CarrierId, Integer> positions(Layout layout) {
        Map<CarrierId, Integer> positions = new HashMap<>();
        int most = Math.min(layout.carriers(), SupplierList.MOST_POSITIONS);
        for (int position = 0; position < most; position++) {
            positions.put(layout.carrier(position, BlockNumber.FIRST), position);
        }
        return positions;
    }
}
