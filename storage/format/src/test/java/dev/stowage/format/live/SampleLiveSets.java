package dev.stowage.format.live;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.WholeGroup;
import dev.stowage.format.live.LiveSet.OfLayout;
import java.util.List;

/// A live set for tests: blocks 0 … 999 without every tenth, of two layouts; 200 … 249 are open.
final class SampleLiveSets {

    static final AccountNumber ACCOUNT = new AccountNumber(7);
    static final CarrierGroup GROUP = CarrierGroup.valueOf("8/0");
    static final Combination OF_FILES = new Combination(Code.RS, GROUP, 4, 1);
    static final WholeGroup WIDE = new WholeGroup(Code.RS, GROUP);

    private SampleLiveSets() {}

    static LiveSet sample() {
        BlockSet.Builder files = new BlockSet.Builder();
        BlockSet.Builder wide = new BlockSet.Builder();
        for (int number = 0; number < 1000; number++) {
            if (number % 10 != 0) {
                (number < 500 ? files : wide).add(new BlockNumber(number));
            }
        }
        return new LiveSet(
                ACCOUNT,
                GROUP,
                12,
                new BlockNumber(900),
                BlockSet.ofRanges(List.of(new BlockRange(new BlockNumber(200), 50))),
                List.of(new OfLayout(OF_FILES, files.build()), new OfLayout(WIDE, wide.build())));
    }
}
