package dev.stowage.protocol.supplier;

import dev.stowage.format.address.AccountNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of a supplier's customers, in the order of their numbers.
///
/// @param next to be passed as `after` for the next page; absent on the last one
public record CustomerPage(List<CustomerView> customers, @Nullable AccountNumber next) {

    public static final int MAX_CUSTOMERS = 1000;

    public CustomerPage {
        customers = List.copyOf(customers);
    }
}
