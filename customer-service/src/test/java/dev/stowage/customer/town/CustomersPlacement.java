package dev.stowage.customer.town;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ClosingKept;
import dev.stowage.protocol.placement.ClosingMessage;
import dev.stowage.protocol.placement.FindingPage;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.HeartbeatAnswer;
import dev.stowage.protocol.placement.JoinCode;
import dev.stowage.protocol.placement.JoinCodeRequest;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.Revoked;
import org.jspecify.annotations.Nullable;

/// A placement without operators and to which suppliers need not talk.
interface CustomersPlacement extends PlacementApi {

    @Override
    default JoinCode makeJoinCode(String authorization, JoinCodeRequest request) {
        throw new Fault(FaultCode.UNSUPPORTED, "codes are made by hand here");
    }

    @Override
    default HeartbeatAnswer heartbeat(String authorization, Heartbeat heartbeat) {
        throw new Fault(FaultCode.UNSUPPORTED, "suppliers are known by hand here");
    }

    @Override
    default Revoked revoked(String authorization) {
        throw new Fault(FaultCode.UNSUPPORTED, "nobody is revoked here");
    }

    @Override
    default ClosingKept close(String authorization, AccountNumber number, ClosingMessage closing) {
        throw new Fault(FaultCode.UNSUPPORTED, "no account is closed here");
    }

    @Override
    default FindingPage findings(
            String authorization,
            @Nullable AccountNumber number,
            @Nullable Long after,
            @Nullable Integer limit) {
        throw new Fault(FaultCode.UNSUPPORTED, "there are no operators here");
    }
}
