package dev.stowage.verification.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// How packages stand to each other, and what holds for each.
interface PackageRules extends RoomRules {

    @Test
    default void everyPackageIsNullMarked() {
        Violations.mustBeNone(
                "a package has a package-info with @NullMarked",
                room().product().stream()
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(member -> !member.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName));
    }

    @Test
    default void packagesDoNotDependInCircles() {
        slices().matching("dev.stowage.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(room().product());
    }
}
