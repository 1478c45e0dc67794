package dev.stowage.customer.town;

import dev.stowage.protocol.placement.BlockRangeGrant;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.PlacementApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/// Stands between a customer-service and placement and changes what placement says.
public final class LyingPlacement implements UnaryOperator<PlacementApi> {

    private volatile UnaryOperator<HeadAnswer> heads = UnaryOperator.identity();
    private volatile UnaryOperator<BlockRangeGrant> ranges = UnaryOperator.identity();

    /// What it makes of heads that are asked for; swaps are left alone.
    public void offerHeads(UnaryOperator<HeadAnswer> lie) {
        heads = lie;
    }

    /// What it makes of the next range of block numbers alone.
    public void grantOnce(BlockRangeGrant lie) {
        ranges =
                _ -> {
                    ranges = UnaryOperator.identity();
                    return lie;
                };
    }

    public void beHonest() {
        heads = UnaryOperator.identity();
        ranges = UnaryOperator.identity();
    }

    @Override
    public PlacementApi apply(PlacementApi honest) {
        return (PlacementApi)
                Proxy.newProxyInstance(
                        PlacementApi.class.getClassLoader(),
                        new Class<?>[] {PlacementApi.class},
                        (_, method, arguments) -> {
                            try {
                                return change(method.getName(), method.invoke(honest, arguments));
                            } catch (InvocationTargetException failed) {
                                throw failed.getTargetException();
                            }
                        });
    }

    private Object change(String method, Object answer) {
        return switch (method) {
            case "head" -> heads.apply((HeadAnswer) answer);
            case "grantBlockRange" -> ranges.apply((BlockRangeGrant) answer);
            default -> answer;
        };
    }
}
