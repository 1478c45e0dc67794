package dev.stowage.customer.commit;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.transfer.carrier.Carriers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// In whose hands carriers are: placement refuses a head whose blocks lie with a former volume.
record Hands(Carriers carriers) {

    /// Some carrier that the head may name has changed hands: they are looked up anew.
    void forget(AccountHead head) {
        List<CarrierId> all = new ArrayList<>();
        List<Layout> layouts = new ArrayList<>(head.layouts());
        layouts.add(head.accountFileLayout());
        for (Layout layout : layouts) {
            for (int index = 0; index < layout.group().carriers(); index++) {
                all.add(layout.group().carrier(index));
            }
        }
        all.addAll(head.holders().holders().values());
        carriers.forget(all);
    }

    /// Whether all these carriers hold something by a head, and are served in these generations
    /// still.
    boolean areCurrent(AccountHead head, List<CarrierGeneration> generations) {
        Map<CarrierId, ServedCarrier> serving =
                carriers.serving(generations.stream().map(CarrierGeneration::carrier).toList());
        return generations.stream()
                .allMatch(
                        each -> {
                            ServedCarrier now = serving.get(each.carrier());
                            return now != null
                                    && now.generation() == each.generation()
                                    && head.isHeldBy(each.carrier());
                        });
    }
}
