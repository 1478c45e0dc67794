package dev.stowage.placement.head;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.AccountHead;
import dev.stowage.placement.carrier.Carriers;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// In which generations carriers hold what a commit adds: it is to be found there by its head.
record Generations(Carriers carriers) {

    /// @throws Fault `generation-changed` with the carriers that changed hands, or hold nothing of
    ///   the account by this head
    void requireCurrent(AccountHead head, List<CarrierGeneration> named) {
        Set<CarrierGeneration> changed = new LinkedHashSet<>(carriers.changed(named));
        named.stream()
                .filter(each -> !head.isHeldBy(each.carrier()))
                .forEach(each -> changed.add(new CarrierGeneration(each.carrier(), 0)));
        if (!changed.isEmpty()) {
            throw new Fault(
                            FaultCode.GENERATION_CHANGED,
                            "%d of %d carriers changed hands: spread again what they should hold"
                                    .formatted(changed.size(), named.size()))
                    .with("changed", byGeneration(changed));
        }
    }

    /// As `generation:carriers`, few texts for however many carriers.
    private static List<String> byGeneration(Set<CarrierGeneration> changed) {
        Map<Integer, List<CarrierId>> carriers = new TreeMap<>();
        for (CarrierGeneration each : changed) {
            carriers.computeIfAbsent(each.generation(), _ -> new ArrayList<>()).add(each.carrier());
        }
        return carriers.entrySet().stream()
                .map(each -> each.getKey() + ":" + CarrierSet.of(each.getValue()))
                .toList();
    }
}
