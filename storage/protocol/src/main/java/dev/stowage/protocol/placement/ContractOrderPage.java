package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some orders for contracts on a carrier.
///
/// @param orders signed by placement ([ContractOrder])
/// @param next to be passed as `after` for the next page; absent on the last one
///
/// [ContractOrder]: dev.stowage.protocol.token.ContractOrder
public record ContractOrderPage(List<String> orders, @Nullable AccountNumber next) {

    public static final int MAX_ORDERS = 256;

    public ContractOrderPage {
        orders = List.copyOf(orders);
    }
}
