package dev.stowage.verification.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/// What holds for tests themselves.
interface TestRules extends RoomRules {

    Set<Class<? extends Annotation>> TESTS =
            Set.of(Test.class, ParameterizedTest.class, RepeatedTest.class, TestFactory.class);

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
                .callMethod(Thread.class, "sleep", Duration.class)
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
                                && type.getMethods().stream().anyMatch(TestRules::isTest));
    }

    private static boolean isTest(JavaMethod method) {
        return TESTS.stream().anyMatch(method::isAnnotatedWith);
    }
}
