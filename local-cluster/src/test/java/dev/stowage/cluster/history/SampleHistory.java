package dev.stowage.cluster.history;

import static dev.stowage.cluster.history.Operation.ABSENT;
import static dev.stowage.cluster.history.Operation.NEVER;
import static dev.stowage.cluster.history.Operation.SAME;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Makes the history of a file that really was one: clients in a closed loop, each operation
/// happens at some moment between its start and its end. Those without answer are writes.
final class SampleHistory {

    /// Something that goes wrong.
    enum Fault {
        STALE_READ,
        LOST_UPDATE,
        RESURRECTED_DELETE,
        MISSING_AT_THE_END
    }

    private final SplittableRandom random;
    private final int clients;
    private final int operations;
    private final int unanswered;
    private final List<Operation> history = new ArrayList<>();
    private long content = ABSENT;
    private long now;

    /// @param unanswered how many of the operations get no answer
    SampleHistory(SplittableRandom random, int clients, int operations, int unanswered) {
        this.random = random;
        this.clients = clients;
        this.operations = operations;
        this.unanswered = unanswered;
    }

    /// What a client is at.
    private static final class Client {
        private long start = -1;
        private boolean lost;
        private boolean happened;
        private int number;
        private Guard guard = Guard.ALWAYS;
        private long effect = SAME;
    }

    List<Operation> make() {
        List<Client> all = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            all.add(new Client());
        }
        for (int begun = 0;
                begun < operations || all.stream().anyMatch(each -> each.start >= 0); ) {
            now++;
            Client client = all.get(random.nextInt(clients));
            if (client.start < 0 && begun < operations) {
                begun++;
                begin(client, begun);
            } else if (client.start >= 0 && !client.happened) {
                happen(client);
            } else if (client.start >= 0) {
                end(client);
            }
        }
        history.add(new Operation(now + 1, now + 2, Guard.is(content), SAME, "last read"));
        return history;
    }

    private void begin(Client client, int number) {
        client.start = now;
        client.number = number;
        client.happened = false;
        client.lost = random.nextInt(operations) < unanswered;
        if (client.lost && random.nextBoolean()) {
            // it never happens
            client.happened = true;
            client.guard = Guard.ALWAYS;
            client.effect = number;
        }
    }

    private void happen(Client client) {
        client.happened = true;
        long before = content;
        if (client.lost) {
            act(client, Guard.ALWAYS, client.number);
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> act(client, present(before), client.number);
            case 1 -> act(client, Guard.is(before), client.number);
            case 2 -> act(client, present(before), before == ABSENT ? SAME : ABSENT);
            default -> act(client, Guard.is(before), SAME);
        }
    }

    /// What an answer tells of the file: whether there was one.
    private static Guard present(long before) {
        return before == ABSENT ? Guard.is(ABSENT) : Guard.isNot(ABSENT);
    }

    private void act(Client client, Guard guard, long effect) {
        client.guard = guard;
        client.effect = effect;
        content = effect == SAME ? content : effect;
    }

    private void end(Client client) {
        String told = "#%d makes %d".formatted(client.number, client.effect);
        history.add(
                new Operation(
                        client.start,
                        client.lost ? NEVER : now,
                        client.guard,
                        client.effect,
                        told));
        client.start = -1;
    }

    /// The same, with one thing that cannot be.
    List<Operation> makeWith(Fault fault) {
        make();
        switch (fault) {
            case STALE_READ -> readAgain(each -> each.effect() > ABSENT, 1);
            case RESURRECTED_DELETE -> {
                put();
                long deleted = content;
                add(Guard.isNot(ABSENT), ABSENT);
                add(Guard.is(deleted), SAME);
            }
            case LOST_UPDATE -> {
                put();
                long both = content;
                long start = now;
                history.add(new Operation(start, start + 5, Guard.is(both), 1_000_001, "one"));
                history.add(new Operation(start, start + 5, Guard.is(both), 1_000_002, "two"));
            }
            case MISSING_AT_THE_END -> {
                put();
                add(Guard.is(ABSENT), SAME);
            }
        }
        return history;
    }

    private void put() {
        content = operations + 1L;
        now += 3;
        add(Guard.ALWAYS, content);
    }

    private void add(Guard guard, long effect) {
        history.add(new Operation(now, now + 1, guard, effect, "added"));
        now += 2;
    }

    /// Somebody finds what is gone since long.
    private void readAgain(Predicate<Operation> wanted, int which) {
        Operation old = history.stream().filter(wanted).skip(which).findFirst().orElseThrow();
        put();
        add(Guard.is(old.effect()), SAME);
    }
}
