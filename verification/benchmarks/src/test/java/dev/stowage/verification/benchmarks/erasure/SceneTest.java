package dev.stowage.verification.benchmarks.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stowage.erasure.kernel.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceneTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 16, 18, 26, 64})
    void allCodersMakeTheSameBytes(int k) {
        try (Arena arena = Arena.ofShared()) {
            Coders coders = Coders.of(k, Kernel.available(), Isal.isInstalled(), arena);
            Case small = new Case(Operation.ENCODE, k, k * 1100L);
            try (Scene scene = new Scene(small, coders.ours())) {
                for (Coder coder : coders.all()) {
                    for (Placement placement : coder.placements()) {
                        for (Operation operation : Operation.values()) {
                            Entry entry = new Entry(coder, operation, placement, 1);
                            scene.contestant(entry).passes().getFirst().run();
                        }
                    }
                }
            }
        }
    }

    @Test
    void aCoderThatMakesAWrongByteDoesNotStart() {
        StowageCoder right = StowageCoder.reedSolomon(4, Kernel.PORTABLE);
        Coder wrong = new WrongCoder(right);
        try (Scene scene = new Scene(new Case(Operation.ENCODE, 4, 4096), List.of(right))) {
            for (Operation operation : Operation.values()) {
                Entry entry = new Entry(wrong, operation, Placement.PADDED, 1);
                assertThatIllegalStateException()
                        .isThrownBy(() -> scene.contestant(entry))
                        .withMessageStartingWith("wrong, " + operation)
                        .withMessageEndingWith("is wrong");
            }
        }
    }

    @Test
    void everyThreadHasAStripeOfItsOwn() {
        StowageCoder coder = StowageCoder.reedSolomon(4, Kernel.PORTABLE);
        try (Scene scene = new Scene(new Case(Operation.ENCODE, 4, 4096), List.of(coder))) {
            Entry entry = new Entry(coder, Operation.ENCODE, Placement.PADDED, 3);
            assertThat(scene.contestant(entry).passes()).hasSize(3).doesNotHaveDuplicates();
        }
    }

    /// Flips the last bit of the last fragment that it makes.
    private record WrongCoder(Coder right) implements Coder {

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public Set<Placement> placements() {
            return right.placements();
        }

        @Override
        public BitSet sources(Work work) {
            return right.sources(work);
        }

        @Override
        public Runnable pass(Work work, Stripe stripe) {
            Runnable pass = right.pass(work, stripe);
            return () -> {
                pass.run();
                var last = stripe.fragment(work.targets().length() - 1);
                byte old = last.get(ValueLayout.JAVA_BYTE, last.byteSize() - 1);
                last.set(ValueLayout.JAVA_BYTE, last.byteSize() - 1, (byte) (old ^ 1));
            };
        }
    }
}
