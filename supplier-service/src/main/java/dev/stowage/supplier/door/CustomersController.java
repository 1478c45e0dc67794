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
import dev.stowage.supplier.contract.Customers;
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

    private Customers customersOf(String authorization) {
        operator.require(Access.token(authorization));
        return suppliers.at(request.getLocalPort()).customers();
    }

    @Override
    public CustomerPage customers(
            String authorization, @Nullable AccountNumber after, @Nullable Integer limit) {
        Customers customers = customersOf(authorization);
        int most = limit == null ? USUAL_LIMIT : limit;
        if (most < 1 || most > CustomerPage.MAX_CUSTOMERS) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "a page has 1 … %d customers, asked for are %d"
                            .formatted(CustomerPage.MAX_CUSTOMERS, most));
        }
        List<CustomerView> page =
                customers.page(after, most).stream().map(customers::customer).toList();
        return new CustomerPage(page, page.size() < most ? null : page.getLast().account());
    }

    @Override
    public CustomerView giveNotice(String authorization, AccountNumber account, Notice notice) {
        Customers customers = customersOf(authorization);
        Integer days = notice.days();
        return customers.customer(
                customers.giveNotice(account, days == null ? null : Duration.ofDays(days)));
    }

    @Override
    public CustomerView takeNoticeBack(String authorization, AccountNumber account) {
        Customers customers = customersOf(authorization);
        return customers.customer(customers.takeNoticeBack(account));
    }
}
