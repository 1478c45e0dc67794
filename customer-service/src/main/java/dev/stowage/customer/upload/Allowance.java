package dev.stowage.customer.upload;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.space.Quotas;
import dev.stowage.customer.space.Standing.Room;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunCodec;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;

/// Refuses early what surely does not fit into the quota, so that no space is spent on it.
public final class Allowance {

    /// DEFLATE cannot do better (RFC 1951: 258 bytes in two bits).
    private static final int BEST_COMPRESSION = 1032;

    private final Quotas quotas;

    public Allowance(Quotas quotas) {
        this.quotas = quotas;
    }

    /// @param bytes of the file
    /// @throws Fault `quota-exceeded` with what is needed, used and asked
    void require(OpenAccount account, Layout layout, long bytes) {
        AccountHead head = account.known().head();
        long padded = padded(layout, head.blockSizes().raisedFor(layout).maximum(), bytes);
        long least = head.compression() ? padded / BEST_COMPRESSION : padded;
        Room room = quotas.standing(account).room(layout);
        if (least > room.free()) {
            throw new Fault(
                            FaultCode.QUOTA_EXCEEDED,
                            "the file takes %d bytes, %d of %d are used, %d are free in its layout"
                                    .formatted(padded, room.used(), room.needed(), room.free()))
                    .with("needed", room.needed())
                    .with("used", room.used())
                    .with("free", room.free())
                    .with("asked", padded);
        }
    }

    /// Bytes of padded ciphertext of a file, before the code doubles it.
    static long padded(Layout layout, int blockBytes, long bytes) {
        long plainOfBlock = (long) blockBytes - RunCodec.OVERHEAD_BYTES;
        long whole = bytes / plainOfBlock;
        int rest = (int) (bytes % plainOfBlock);
        long padded = whole * layout.dataFragments() * layout.fragmentLength(blockBytes);
        return rest == 0
                ? padded
                : padded
                        + (long) layout.dataFragments()
                                * layout.fragmentLength(rest + RunCodec.OVERHEAD_BYTES);
    }
}
