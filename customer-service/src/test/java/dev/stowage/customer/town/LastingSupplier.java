package dev.stowage.customer.town;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.supplier.SupplierApi;

/// A supplier of accounts that are never closed.
interface LastingSupplier extends SupplierApi {

    @Override
    default ClosingKept close(AccountNumber account, ClosingMessage closing) {
        throw new Fault(FaultCode.UNSUPPORTED, "no account is closed here");
    }
}
