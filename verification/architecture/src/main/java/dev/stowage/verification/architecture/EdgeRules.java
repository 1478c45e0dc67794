package dev.stowage.verification.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Frameworks stay at the edge: all else is plain Java that a test builds with constructors.
interface EdgeRules extends RoomRules {

    Pattern EDGE =
            Pattern.compile(
                    ".*(Application|Configuration|Properties|Controller|Advice|Filter|Client|Repository)");

    @Test
    default void springStaysAtTheEdge() {
        noClasses()
                .that(DescribedPredicate.not(standAtTheEdge()))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .as(
                        "only …Application, …Configuration, …Properties, …Controller, …Advice, …Filter, …Client,"
                                + " …Repository, and the protocol know Spring")
                .allowEmptyShould(true)
                .check(room().product());
    }

    @Test
    default void whatIsNeededComesInByConstructor() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.allowEmptyShould(true).check(room().product());
    }

    @Test
    default void codeBlocksOnVirtualThreadsAndKnowsNoReactiveTypes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor..", "org.reactivestreams..", "io.reactivex..")
                .allowEmptyShould(true)
                .check(room().product());
    }

    private static DescribedPredicate<JavaClass> standAtTheEdge() {
        return DescribedPredicate.describe(
                "stand at the edge",
                type ->
                        EDGE.matcher(outermost(type).getSimpleName()).matches()
                                || belongsToTheProtocol(type));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(EdgeRules::outermost).orElse(type);
    }

    private static boolean belongsToTheProtocol(JavaClass type) {
        return (type.getPackageName() + ".").startsWith("dev.stowage.protocol.");
    }
}
