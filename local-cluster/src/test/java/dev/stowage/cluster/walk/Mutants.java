package dev.stowage.cluster.walk;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.live.BlockSet;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildLease;
import dev.stowage.protocol.placement.RebuildLeases;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ReplacementRequest;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.supplier.InventoryAnswer;
import dev.stowage.protocol.supplier.InventoryAnswer.Held;
import dev.stowage.protocol.supplier.RebuildApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;

/// Houses in which one thing is wrong.
final class Mutants {

    private Mutants() {}

    /// What is answered in place of the true answer, or what follows a call.
    private interface Change {

        Object answer(Method method, Object[] arguments, Call call) throws Throwable;
    }

    private interface Call {

        Object make() throws Throwable;
    }

    private static <A> A changed(Class<A> api, A real, Change change) {
        return api.cast(
                Proxy.newProxyInstance(
                        api.getClassLoader(),
                        new Class<?>[] {api},
                        (_, method, arguments) ->
                                change.answer(
                                        method, arguments, () -> call(real, method, arguments))));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /// Every supplier says that it holds whatever is asked for.
    static Disguise boastingSuccessors() {
        BlockSet everything =
                BlockSet.ofRanges(List.of(new BlockRange(BlockNumber.FIRST, 100_000)));
        return new Disguise(
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                real ->
                        changed(
                                RebuildApi.class,
                                real,
                                (method, _, call) -> {
                                    Object answer = call.make();
                                    return answer instanceof InventoryAnswer inventory
                                            ? holding(everything, inventory)
                                            : answer;
                                }),
                _ -> {});
    }

    private static InventoryAnswer holding(BlockSet blocks, InventoryAnswer said) {
        return new InventoryAnswer(
                said.group(),
                said.held().stream().map(each -> new Held(each.carriers(), blocks)).toList());
    }

    /// Whoever gets a rebuild says at once that it is done.
    static Disguise earlyReleases() {
        return new Disguise(
                UnaryOperator.identity(),
                real ->
                        changed(
                                RebuildsApi.class,
                                real,
                                (_, arguments, call) -> {
                                    Object answer = call.make();
                                    if (!(answer instanceof RebuildLeases leases)) {
                                        return answer;
                                    }
                                    for (RebuildLease each : leases.leases()) {
                                        real.progress(
                                                (String) arguments[0],
                                                each.rebuild(),
                                                new RebuildProgress(0, 0, 0, 0, 0, true, null));
                                    }
                                    return new RebuildLeases(List.of(), leases.pauseMillis());
                                }),
                UnaryOperator.identity(),
                _ -> {});
    }

    /// Placement tells everybody the first generation, whoever serves a carrier.
    static Disguise generationsThatDoNotGrow() {
        return new Disguise(
                real ->
                        changed(
                                PlacementApi.class,
                                real,
                                (_, _, call) -> {
                                    Object answer = call.make();
                                    return answer instanceof CarrierList list
                                            ? inFirstGeneration(list)
                                            : answer;
                                }),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                _ -> {});
    }

    private static CarrierList inFirstGeneration(CarrierList list) {
        List<ServedCarrier> carriers = list.carriers();
        return new CarrierList(
                list.revision(),
                carriers == null
                        ? null
                        : carriers.stream().map(Mutants::inFirstGeneration).toList());
    }

    private static ServedCarrier inFirstGeneration(ServedCarrier each) {
        return new ServedCarrier(
                each.carrier(),
                1,
                each.supplier(),
                each.key(),
                each.url(),
                each.zone(),
                each.volume(),
                each.lastSeen(),
                each.alive(),
                each.takesNew());
    }

    /// Placement replaces all who are silent at once, however many there are.
    static Disguise hastyPlacement() {
        return new Disguise(
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                Mutants::replaceAllSilent);
    }

    private static void replaceAllSilent(SmallHouse house) {
        for (ServedCarrier each : house.carriers()) {
            if (!each.alive()) {
                try {
                    house.replacements()
                            .replace(
                                    house.operator(),
                                    each.carrier(),
                                    new ReplacementRequest("a mutant", null, null));
                } catch (RuntimeException nobodyLeft) {
                    return;
                }
            }
        }
    }
}
