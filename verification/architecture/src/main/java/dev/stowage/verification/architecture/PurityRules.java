package dev.stowage.verification.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What code must not reach for by itself: the time, chance, the terminal.
interface PurityRules extends RoomRules {

    @Test
    default void onlyTheLauncherTalksToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.stowage.cluster..", "dev.stowage.verification..")
                .should(ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(true)
                .check(room().product());
    }

    @Test
    default void logsGoThroughOneLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons.logging..")
                .because("slf4j is the way of every log line")
                .allowEmptyShould(true)
                .check(room().product());
    }

    @Test
    default void timeIsAskedOfAClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .because("a Clock comes in by the constructor, so that a simulation can turn it")
                .allowEmptyShould(true)
                .check(room().product());
    }

    @Test
    default void chanceComesInByConstructor() {
        noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .because(
                        "a source of randomness comes in by the constructor, so that a seed repeats a run")
                .allowEmptyShould(true)
                .check(room().product());
    }
}
