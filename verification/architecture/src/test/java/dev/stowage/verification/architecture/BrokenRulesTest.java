package dev.stowage.verification.architecture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Breaks every rule once: a rule that cannot fail guards nothing.
class BrokenRulesTest {

    @TempDir Path directory;

    private Sketch sketch() {
        return new Sketch(directory);
    }

    private static HouseRules rulesOf(Room room) {
        return new HouseRules() {
            @Override
            public Room room() {
                return room;
            }
        };
    }

    private static void breaks(Sketch sketch, Consumer<HouseRules> rule, String culprit)
            throws IOException {
        HouseRules rules = rulesOf(sketch.room());
        assertThatThrownBy(() -> rule.accept(rules))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(culprit);
    }

    private static void obeys(Sketch sketch, Consumer<HouseRules> rule) throws IOException {
        HouseRules rules = rulesOf(sketch.room());
        assertThatCode(() -> rule.accept(rules)).doesNotThrowAnyException();
    }

    @Test
    void findsThePackageThatIsNotNullMarked() throws IOException {
        breaks(
                sketch().product("dev/stowage/a/A.java", "package dev.stowage.a; class A {}"),
                HouseRules::everyPackageIsNullMarked,
                "dev.stowage.a");
    }

    @Test
    void findsPackagesThatDependInACircle() throws IOException {
        breaks(
                sketch().product(
                                "dev/stowage/a/A.java",
                                "package dev.stowage.a; public class A { dev.stowage.b.B b; }")
                        .product(
                                "dev/stowage/b/B.java",
                                "package dev.stowage.b; public class B { dev.stowage.a.A a; }"),
                HouseRules::packagesDoNotDependInCircles,
                "Cycle");
    }

    @Test
    void findsSpringInsideTheHouse() throws IOException {
        breaks(
                sketch().product(
                                "org/springframework/S.java",
                                "package org.springframework; public class S {}")
                        .product(
                                "dev/stowage/a/Store.java",
                                "package dev.stowage.a; class Store { org.springframework.S s; }"),
                HouseRules::springStaysAtTheEdge,
                "dev.stowage.a.Store");
    }

    @Test
    void allowsSpringAtTheEdgeAndWhatAnEdgeEncloses() throws IOException {
        obeys(
                sketch().product(
                                "org/springframework/S.java",
                                "package org.springframework; public class S {}")
                        .product(
                                "dev/stowage/a/StoreController.java",
                                """
                                package dev.stowage.a;
                                class StoreController {
                                    org.springframework.S s;
                                    static class Inner { org.springframework.S s; }
                                }
                                """)
                        .product(
                                "dev/stowage/protocol/wire/Codec.java",
                                "package dev.stowage.protocol.wire; class Codec { org.springframework.S s; }"),
                HouseRules::springStaysAtTheEdge);
    }

    @Test
    void findsFieldsThatAreInjected() throws IOException {
        breaks(
                sketch().product(
                                "org/springframework/beans/factory/annotation/Autowired.java",
                                """
                                package org.springframework.beans.factory.annotation;
                                import java.lang.annotation.*;
                                @Retention(RetentionPolicy.RUNTIME)
                                public @interface Autowired {}
                                """)
                        .product(
                                "dev/stowage/a/AController.java",
                                """
                                package dev.stowage.a;
                                class AController { @org.springframework.beans.factory.annotation.Autowired String s; }
                                """),
                HouseRules::whatIsNeededComesInByConstructor,
                "AController.s");
    }

    @Test
    void findsReactiveTypes() throws IOException {
        breaks(
                sketch().product("reactor/Flux.java", "package reactor; public class Flux {}")
                        .product(
                                "dev/stowage/a/A.java",
                                "package dev.stowage.a; class A { reactor.Flux f; }"),
                HouseRules::codeBlocksOnVirtualThreadsAndKnowsNoReactiveTypes,
                "dev.stowage.a.A");
    }

    @Test
    void findsNamesThatSayNothing() throws IOException {
        breaks(
                sketch().product(
                                "dev/stowage/a/StringUtils.java",
                                "package dev.stowage.a; class StringUtils {}"),
                HouseRules::typesHaveNamesThatSaySomething,
                "StringUtils");
    }

    @Test
    void findsForeignWordsInsideOfNames() throws IOException {
        breaks(
                sketch().product(
                                "dev/stowage/a/A.java",
                                "package dev.stowage.a; class A { int lastChunkLength; }"),
                HouseRules::onlyTheWordsOfTheDesignAreUsed,
                "A.java:1 lastChunkLength");
    }

    @Test
    void allowsMemoryOfTheJdkToBeCalledAsItIs() throws IOException {
        obeys(
                sketch().product(
                                "dev/stowage/a/A.java",
                                "package dev.stowage.a; class A { java.lang.foreign.MemorySegment segment; }"),
                HouseRules::onlyTheWordsOfTheDesignAreUsed);
    }

    @Test
    void findsLongFilesAndLongMethods() throws IOException {
        String method = "void longOne() {\n" + ";\n".repeat(60) + "}\n";
        breaks(
                sketch().product(
                                "dev/stowage/a/A.java",
                                "package dev.stowage.a; class A {\n" + method + "}"),
                HouseRules::methodsAreShort,
                "longOne (62 lines)");
        breaks(
                sketch().product(
                                "dev/stowage/a/B.java",
                                "package dev.stowage.a; class B {}" + "\n".repeat(401)),
                HouseRules::filesAreShort,
                "B.java (401 lines)");
    }

    @Test
    void findsPublicTypesAndPackagesThatSayNothing() throws IOException {
        Sketch sketch =
                sketch().product("dev/stowage/a/A.java", "package dev.stowage.a; public class A {}")
                        .product("dev/stowage/a/package-info.java", "package dev.stowage.a;");
        breaks(sketch, HouseRules::everyPublicTypeSaysWhatItIs, "A.java");
        breaks(sketch, HouseRules::everyPackageSaysWhatItIsFor, "package-info.java");
    }

    @Test
    void findsPromises() throws IOException {
        breaks(
                sketch().product(
                                "dev/stowage/a/A.java",
                                "package dev.stowage.a; class A {} // TO" + "DO later"),
                HouseRules::nothingIsPromisedForLater,
                "later");
    }

    @Test
    void findsTalkToTheTerminalOutsideOfTheLauncher() throws IOException {
        String body = "class A { void f() { System.out.println(); } }";
        obeys(
                sketch().product(
                                "dev/stowage/cluster/A.java",
                                "package dev.stowage.cluster; " + body),
                HouseRules::onlyTheLauncherTalksToTheTerminal);
        breaks(
                sketch().product("dev/stowage/a/A.java", "package dev.stowage.a; " + body),
                HouseRules::onlyTheLauncherTalksToTheTerminal,
                "dev.stowage.a.A");
    }

    @Test
    void findsLogsThatGoAnotherWay() throws IOException {
        breaks(
                sketch().product(
                                "dev/stowage/a/A.java",
                                "package dev.stowage.a; class A { java.util.logging.Logger logger; }"),
                HouseRules::logsGoThroughOneLibrary,
                "A.logger");
    }

    @Test
    void findsTimeAndChanceFromNowhere() throws IOException {
        Sketch sketch =
                sketch().product(
                                "dev/stowage/a/A.java",
                                """
                                package dev.stowage.a;
                                class A {
                                    Object time() { return java.time.Instant.now(); }
                                    Object clock(java.time.Clock clock) { return clock.instant(); }
                                    Object chance() { return new java.util.Random(); }
                                }
                                """);
        breaks(sketch, HouseRules::timeIsAskedOfAClock, "A.time()");
        breaks(sketch, HouseRules::chanceComesInByConstructor, "A.chance()");
    }

    @Test
    void findsTestsThatNobodyRunsOrThatSleepOrAreSkipped() throws IOException {
        Sketch sketch =
                sketch().test(
                                "dev/stowage/a/Check.java",
                                "package dev.stowage.a; class Check { @org.junit.jupiter.api.Test void f() {} }")
                        .test(
                                "dev/stowage/a/SleepyTest.java",
                                """
                                package dev.stowage.a;
                                import org.junit.jupiter.api.*;
                                class SleepyTest {
                                    @Test void sleeps() throws Exception { Thread.sleep(1); }
                                    @Test @Disabled void skips() {}
                                }
                                """);
        breaks(sketch, HouseRules::everyTestIsRun, "Check");
        breaks(sketch, HouseRules::noTestSleepsToBeLucky, "SleepyTest.sleeps()");
        breaks(sketch, HouseRules::noTestIsSkipped, "SleepyTest.skips()");
    }

    @Test
    void findsFilesThatAreNotFormatted() throws IOException {
        Sketch sketch =
                sketch().product("dev/stowage/a/A.java", "package dev.stowage.a;  class A{}")
                        .text("src/main/resources/a.yaml", "a: b \n")
                        .text("src/main/resources/b.sql", "select 1");
        breaks(sketch, HouseRules::javaIsFormatted, "A.java");
        breaks(sketch, HouseRules::textsAreTidy, "a.yaml: a: b");
        breaks(sketch, HouseRules::textsAreTidy, "b.sql: no line end");
    }

    @Test
    void aStraightRoomBreaksNoRule() throws IOException {
        Sketch sketch =
                sketch().product(
                                "dev/stowage/a/package-info.java",
                                """
                                /// A room.
                                @NullMarked
                                package dev.stowage.a;

                                import org.jspecify.annotations.NullMarked;
                                """)
                        .product(
                                "dev/stowage/a/Block.java",
                                """
                                package dev.stowage.a;

                                /// A block.
                                public record Block(long number) {}
                                """);
        HouseRules rules = rulesOf(sketch.room());
        for (Method rule : HouseRules.class.getMethods()) {
            if (rule.isAnnotationPresent(Test.class)) {
                assertThatCode(() -> rule.invoke(rules))
                        .as(rule.getName())
                        .doesNotThrowAnyException();
            }
        }
    }
}
