package dev.stowage.placement.api;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.placement.access.Callers;
import dev.stowage.placement.concern.Concerns;
import dev.stowage.protocol.placement.AccountEventPage;
import dev.stowage.protocol.placement.AccountRebuildPage;
import dev.stowage.protocol.placement.ConcernApi;
import dev.stowage.protocol.token.AccountToken.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// Tells accounts what concerns them.
@RestController
class ConcernController implements ConcernApi {

    private static final int PAGE = 100;

    private final Callers callers;
    private final Concerns concerns;

    ConcernController(Callers callers, Concerns concerns) {
        this.callers = callers;
        this.concerns = concerns;
    }

    @Override
    public AccountEventPage events(
            String authorization,
            AccountNumber account,
            @Nullable Long after,
            @Nullable Integer limit) {
        callers.requireAccount(authorization, account, Scope.FETCH);
        return concerns.events(account, after == null ? 0 : after, limit == null ? PAGE : limit);
    }

    @Override
    public AccountRebuildPage rebuilds(
            String authorization,
            AccountNumber account,
            @Nullable Long after,
            @Nullable Integer limit) {
        callers.requireAccount(authorization, account, Scope.FETCH);
        return concerns.rebuilds(account, after == null ? 0 : after, limit == null ? PAGE : limit);
    }
}
