package dev.stowage.placement.quiet;

import dev.stowage.placement.PlacementApplication;
import dev.stowage.placement.api.Rounds;
import dev.stowage.protocol.placement.AuditsApi;
import dev.stowage.protocol.placement.EventsApi;
import dev.stowage.protocol.placement.PlacementApi;
import dev.stowage.protocol.placement.RebuildsApi;
import dev.stowage.protocol.placement.ReplacementsApi;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// Starts a placement without a door, in which nothing happens by itself: whoever has it makes its
/// rounds, and turns its clock.
public final class QuietApplication {

    private QuietApplication() {}

    /// @param properties that win over all others
    /// @param dice for choices that only have to be even
    /// @param random for keys, codes and names
    public static QuietPlacement start(
            Map<String, ?> properties, Clock clock, RandomGenerator dice, SecureRandom random) {
        ConfigurableApplicationContext context =
                PlacementApplication.builder()
                        .web(WebApplicationType.NONE)
                        .initializers(
                                quiet ->
                                        replace(
                                                (GenericApplicationContext) quiet,
                                                clock,
                                                dice,
                                                random))
                        .run(PlacementApplication.arguments(properties));
        return new QuietPlacement(
                context.getBean(PlacementApi.class),
                context.getBean(RebuildsApi.class),
                context.getBean(AuditsApi.class),
                context.getBean(ReplacementsApi.class),
                context.getBean(EventsApi.class),
                context.getBean(Rounds.class),
                context::close);
    }

    private static void replace(
            GenericApplicationContext quiet,
            Clock clock,
            RandomGenerator dice,
            SecureRandom random) {
        quiet.registerBean(Clock.class, () -> clock);
        quiet.registerBean("random", SecureRandom.class, () -> random);
        quiet.registerBean("dice", RandomGenerator.class, () -> dice);
    }
}
