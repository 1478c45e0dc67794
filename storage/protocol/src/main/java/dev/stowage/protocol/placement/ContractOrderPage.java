package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a supplier needs of some accounts to serve a carrier that another one served before.
///
/// @param next to be passed as `after` for the next page; absent on the last one
public record ContractOrderPage(List<OrderedContract> contracts, @Nullable AccountNumber next) {

    public static final int MAX_ORDERS = 256;

    public ContractOrderPage {
        contracts = List.copyOf(contracts);
    }

    /// A contract that is to be granted to an account.
    ///
    /// @param order signed by placement ([ContractOrder])
    /// @param head the account's newest, countersigned
    ///
    /// [ContractOrder]: dev.stowage.protocol.token.ContractOrder
    public record OrderedContract(AccountNumber account, String order, ByteString head) {}
}
