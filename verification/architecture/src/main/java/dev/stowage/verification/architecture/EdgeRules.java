package dev.stowage.verification.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
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

    /// Rooms that are edges as a whole: how services talk, and how they keep facts.
    Pattern EDGE_ROOMS = Pattern.compile("dev\\.stowage\\.(protocol|database)(\\..*)?");

    @Test
    default void springStaysAtTheEdge() {
        noClasses()
                .that(DescribedPredicate.not(standAtTheEdge()))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.springframework..")
                                .and(resideOutsideOfPackage("org.springframework.transaction..")))
                .as(
                        "only …Application, …Configuration, …Properties, …Controller, …Advice, …Filter, …Client,"
                                + " …Repository, protocol and database know Spring (all may know transactions)")
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
                                || EDGE_ROOMS.matcher(type.getPackageName()).matches());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(EdgeRules::outermost).orElse(type);
    }
}
