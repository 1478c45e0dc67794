package dev.stowage.verification.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/// What holds for tests themselves.
interface TestRules extends RoomRules {

    @Test
    default void everyTestIsRun() {
        classes()
                .that(haveTests())
                .should()
                .haveSimpleNameEndingWith("Test")
                .because("a test class of another name is never started")
                .allowEmptyShould(true)
                .check(room().tests());
    }

    @Test
    default void noTestIsSkipped() {
        noClasses()
                .should()
                .beAnnotatedWith(Disabled.class)
                .allowEmptyShould(true)
                .check(room().tests());
        noMethods()
                .should()
                .beAnnotatedWith(Disabled.class)
                .allowEmptyShould(true)
                .check(room().tests());
    }

    @Test
    default void noTestSleepsToBeLucky() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Test")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .allowEmptyShould(true)
                .check(room().tests());
    }

    private static DescribedPredicate<JavaClass> haveTests() {
        return DescribedPredicate.describe(
                "have tests",
                type ->
                        type.getEnclosingClass().isEmpty()
                                && !type.isInterface()
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                                && type.getMethods().stream()
                                        .anyMatch(
                                                method ->
                                                        method.isMetaAnnotatedWith(
                                                                Testable.class)));
    }
}
