package dev.stowage.protocol.placement;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// What placement answers: who serves which carrier, and the few facts that must be decided in one place.
///
/// `authorization` is `Bearer` and a token: the operator's, a service's ([ServiceToken]) or an
/// account's ([AccountToken]), as each call says.
///
/// [ServiceToken]: dev.stowage.protocol.token.ServiceToken
/// [AccountToken]: dev.stowage.protocol.token.AccountToken
@HttpExchange("/placement/v1")
public interface PlacementApi {

    /// Makes a join code. Operator's token.
    @PostExchange("/join-codes")
    JoinCode makeJoinCode(
            @RequestHeader("Authorization") String authorization,
            @RequestBody JoinCodeRequest request);

    /// Joins a service with a join code; a service that joined already with the same key gets its
    /// answer again.
    @PostExchange("/services")
    Joined join(@RequestBody JoinRequest request);

    /// Says that a supplier lives, where it is and how much space it has. Service token of the
    /// supplier.
    @PostExchange("/heartbeats")
    HeartbeatAnswer heartbeat(
            @RequestHeader("Authorization") String authorization, @RequestBody Heartbeat heartbeat);

    /// Which services are revoked. Service token.
    @GetExchange("/revocations")
    Revoked revoked(@RequestHeader("Authorization") String authorization);

    /// A certificate with a new expiry. Service token.
    @PostExchange("/certificates")
    Joined renewCertificate(@RequestHeader("Authorization") String authorization);

    /// Who serves the carriers first … first+count-1 now; carriers that do not exist are left out.
    /// Service token.
    ///
    /// @param count 1 … 131,072
    /// @param known the revision of an answer to the same question: if it is the current one, no
    ///   carriers come back
    @GetExchange("/carriers")
    CarrierList carriers(
            @RequestHeader("Authorization") String authorization,
            @RequestParam CarrierId first,
            @RequestParam int count,
            @RequestParam(required = false) @Nullable String known);

    /// Gives a new account its number, its layout and signed contract orders for every supplier of
    /// it. Service token of a customer-service. Lapses in an hour unless a head follows.
    @PostExchange("/accounts")
    Reservation reserve(
            @RequestHeader("Authorization") String authorization,
            @RequestBody ReserveRequest request);

    /// Chooses again for a reserved account, without the suppliers that refused. Account token,
    /// scope `register`.
    @PostExchange("/accounts/{account}/choices")
    Reservation chooseAgain(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestBody ChooseAgainRequest request);

    /// A layout beside those that the account's head names, with orders for each supplier of it;
    /// the same one for the same wish until a head names it, or for an hour. Account token, scope
    /// `commit`.
    @PostExchange("/accounts/{account}/layouts")
    Reservation addLayout(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestBody LayoutRequest request);

    /// Who may hold, for this account alone, what belongs on one of its carriers, with the order
    /// for the contract. Nothing changes until a head with the override comes. Account token, scope
    /// `commit`.
    @PostExchange("/accounts/{account}/replacements")
    OverrideOffer offerReplacement(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestBody OverrideRequest request);

    /// Who could hold what belongs on a carrier of this account. Account token, scope `commit`.
    @GetExchange("/accounts/{account}/replacements/candidates")
    OverrideCandidates replacementCandidates(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestParam CarrierId carrier);

    /// Gives out block numbers that were never given out before. Account token, scope `commit`.
    @PostExchange("/accounts/{account}/block-ranges")
    BlockRangeGrant grantBlockRange(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestBody BlockRangeRequest request);

    /// The current countersigned head. Service token of a customer-service.
    ///
    /// @param known a version that the caller has: if it is the current one, no bytes come back
    @GetExchange("/accounts/{account}/head")
    HeadAnswer head(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestParam(required = false) @Nullable Long known);

    /// Makes a signed head the current one if it follows it, and countersigns it; durable when it
    /// answers. The head proves itself, the token only who brings it. Account token, scope
    /// `commit`.
    @PutExchange("/accounts/{account}/head")
    HeadAnswer swapHead(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestBody HeadSwap swap);

    /// Keeps that an account is to be gone, or stays after all; durable when it answers. The
    /// closing proves itself, the token only who brings it. Account token, scope `commit`.
    @PutExchange("/accounts/{account}/closing")
    ClosingKept close(
            @RequestHeader("Authorization") String authorization,
            @PathVariable AccountNumber account,
            @RequestBody ClosingMessage closing);

    /// Hears which records readers found missing or corrupt; what is known of accounts that do not
    /// exist is passed over. Service token of a customer-service.
    @PostExchange("/findings")
    void report(
            @RequestHeader("Authorization") String authorization,
            @RequestBody FindingReport report);

    /// One page of what readers found. Operator's token.
    ///
    /// @param account of one account only
    /// @param after where the page before ended
    /// @param limit 1 … 1,000, else 100
    @GetExchange("/findings")
    FindingPage findings(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(required = false) @Nullable AccountNumber account,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit);
}
