package dev.stowage.protocol.wire;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A [HeadSwap] in JSON: each generation once, the carriers as sets.
record HeadSwapForm(
        ByteString signed, @Nullable ByteString predecessor, List<Generation> generations) {

    HeadSwapForm {
        generations = List.copyOf(generations);
    }

    record Generation(int generation, CarrierSet carriers) {

        Generation {
            Objects.requireNonNull(carriers);
        }
    }

    static HeadSwapForm of(HeadSwap swap) {
        Map<Integer, List<CarrierId>> carriers = new TreeMap<>();
        for (CarrierGeneration each : swap.generations()) {
            carriers.computeIfAbsent(each.generation(), _ -> new ArrayList<>()).add(each.carrier());
        }
        List<Generation> generations = new ArrayList<>(carriers.size());
        carriers.forEach(
                (generation, all) ->
                        generations.add(new Generation(generation, CarrierSet.of(all))));
        return new HeadSwapForm(swap.signed(), swap.predecessor(), generations);
    }

    HeadSwap toSwap() {
        requireFew();
        return new HeadSwap(
                signed,
                predecessor,
                generations.stream()
                        .flatMap(
                                each ->
                                        each.carriers.stream()
                                                .map(
                                                        carrier ->
                                                                new CarrierGeneration(
                                                                        carrier, each.generation)))
                        .toList());
    }

    /// A few bytes may name many carriers.
    private void requireFew() {
        long carriers = generations.stream().mapToLong(each -> each.carriers.size()).sum();
        if (carriers > CarrierSet.MAX_CARRIERS) {
            throw new IllegalArgumentException(
                    "a commit names at most %d generations, got %d"
                            .formatted(CarrierSet.MAX_CARRIERS, carriers));
        }
    }
}
