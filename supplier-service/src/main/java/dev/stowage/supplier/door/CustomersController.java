package dev.stowage.supplier.door;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.secret.OperatorToken;
import dev.stowage.protocol.supplier.CustomerPage;
import dev.stowage.protocol.supplier.CustomerView;
import dev.stowage.protocol.supplier.CustomersApi;
import dev.stowage.protocol.supplier.Notice;
import dev.stowage.supplier.contract.Access;
import dev.stowage.supplier.contract.Contracts;
import dev.stowage.supplier.hosting.Suppliers;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// Answers the person who donates the space, for every supplier of this process.
@RestController
final class CustomersController implements CustomersApi {

    private static final int USUAL_LIMIT = 100;

    private final Suppliers suppliers;
    private final OperatorToken operator;
    private final HttpServletRequest request;

    CustomersController(Suppliers suppliers, OperatorToken operator, HttpServletRequest request) {
        this.suppliers = suppliers;
        this.operator = operator;
        this.request = request;
    }

    private Contracts contracts(String authorization) {
        operator.require(Access.token(authorization));
        return suppliers.at(request.getLocalPort()).contracts();
    }

    @Override
    public CustomerPage customers(
            String authorization, @Nullable AccountNumber after, @Nullable Integer limit) {
        Contracts contracts = contracts(authorization);
        int most = limit == null ? USUAL_LIMIT : limit;
        if (most < 1 || most > CustomerPage.MAX_CUSTOMERS) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "a page has 1 … %d customers, asked for are %d"
                            .formatted(CustomerPage.MAX_CUSTOMERS, most));
        }
        List<CustomerView> page =
                contracts.page(after, most).stream().map(contracts::customer).toList();
        return new CustomerPage(page, page.size() < most ? null : page.getLast().account());
    }

    @Override
    public CustomerView giveNotice(String authorization, AccountNumber account, Notice notice) {
        Contracts contracts = contracts(authorization);
        Integer days = notice.days();
        return contracts.customer(
                contracts.giveNotice(account, days == null ? null : Duration.ofDays(days)));
    }

    @Override
    public CustomerView takeNoticeBack(String authorization, AccountNumber account) {
        Contracts contracts = contracts(authorization);
        return contracts.customer(contracts.takeNoticeBack(account));
    }
}
