package dev.stowage.erasure;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A program that searches the maps of the code `xor`, and one that proves and grades those in use.
/// It prints what docs/erasure-codes.md shows; that page has the commands.
final class XorMaps {

    private static final int SAMPLES = 1_000_000;
    private static final int MOST_ENUMERATED = 26;

    /// What is searched for a number of positions, and what maps published before do with it.
    private record Task(
            int positions, int tolerance, int period, int starts, int moves, Published published) {}

    private record Published(double reads, String peeling, double elimination) {}

    private static final List<Task> TASKS =
            List.of(
                    new Task(2, 1, 1, 1, 10, new Published(2, "1", 1)),
                    new Task(4, 2, 1, 1, 100, new Published(3.2, "1", 1)),
                    new Task(7, 3, 1, 1, 1000, new Published(5, "1", 1)),
                    new Task(13, 4, 1, 20, 2000, new Published(6.5, "0.607", 0.744)),
                    new Task(18, 5, 2, 20, 20_000, new Published(7.9, "0.085", 0.306)),
                    new Task(26, 6, 2, 20, 20_000, new Published(9.8, "0.0034", 0.268)),
                    new Task(64, 10, 2, 16, 4000, new Published(16.3, "0.000", 0.273)));

    private XorMaps() {}

    /// @param arguments `table`, or `search` followed by numbers of positions or nothing for all;
    ///   then `period=m seed=s` where others than the usual ones are meant
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.equals(List.of("table"))) {
            table();
        } else if (!words.isEmpty() && words.getFirst().equals("search")) {
            search(words.subList(1, words.size()));
        } else {
            print("usage: table | search [N …] [period=m] [seed=s]");
        }
    }

    private static void search(List<String> words) {
        List<Integer> numbers =
                words.stream().filter(word -> !word.contains("=")).map(Integer::valueOf).toList();
        for (Task task : TASKS) {
            if (numbers.isEmpty() || numbers.contains(task.positions())) {
                search(task, option(words, "period=", task.period()), option(words, "seed=", 1));
            }
        }
    }

    private static int option(List<String> words, String name, int usual) {
        return words.stream()
                .filter(word -> word.startsWith(name))
                .mapToInt(word -> Integer.parseInt(word.substring(name.length())))
                .findFirst()
                .orElse(usual);
    }

    private static void search(Task task, int period, int seed) {
        long start = System.nanoTime();
        MapSearch search =
                new MapSearch(
                        task.positions(),
                        period,
                        task.tolerance(),
                        task.published().elimination(),
                        seed);
        MapSearch.Grade best = search.search(task.starts(), task.moves());
        print(
                "%s  reads %.3f, survives %.4f; %d s",
                best.map(), best.reads(), best.survival(), since(start).toSeconds());
    }

    private static void table() {
        print(
                "| N | survives any | reads: average | worst | published | MDS | half lost: peeling |"
                        + " elimination | published: peeling | elimination |");
        print("|---|---|---|---|---|---|---|---|---|---|");
        TASKS.forEach(XorMaps::row);
        TASKS.forEach(XorMaps::proof);
    }

    private static void row(Task task) {
        XorMap map = XorCode.of(task.positions()).map();
        int worst = 0;
        for (int i = 0; i < map.period(); i++) {
            worst = Math.max(worst, RebuildCost.simple(map, i));
        }
        int half = task.positions() / 2;
        Survival survival =
                task.positions() <= MOST_ENUMERATED
                        ? Survival.exact(map, half)
                        : Survival.sampled(map, half, SAMPLES, 1);
        print(
                "| %d | %d | %.1f | %d | %.1f | %d | %s | %s | %s | %s |",
                task.positions(),
                task.tolerance(),
                RebuildCost.average(map),
                worst,
                task.published().reads(),
                task.positions(),
                share(survival.byPeeling()),
                share(survival.byElimination()),
                task.published().peeling(),
                share(task.published().elimination()));
    }

    private static String share(double share) {
        return share == 1 ? "1" : String.format(Locale.ROOT, share < 0.01 ? "%.4f" : "%.3f", share);
    }

    private static void proof(Task task) {
        XorMap map = XorCode.of(task.positions()).map();
        long start = System.nanoTime();
        boolean survives = FatalLosses.areNoneUpTo(task.tolerance(), map);
        boolean more = FatalLosses.areNoneUpTo(task.tolerance() + 1, map);
        long millis = since(start).toMillis();
        print(
                "%d: any %d lost are %ssurvived, any %d are %ssurvived; proved in %d ms",
                task.positions(),
                task.tolerance(),
                survives ? "" : "NOT ",
                task.tolerance() + 1,
                more ? "" : "not ",
                millis);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void print(String format, Object... values) {
        System.out.println(format.formatted(values));
    }
}
