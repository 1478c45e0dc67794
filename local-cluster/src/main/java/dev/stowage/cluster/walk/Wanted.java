package dev.stowage.cluster.walk;

import dev.stowage.customer.account.AccountState;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.LiveSet;
import dev.stowage.format.live.LiveSet.OfLayout;
import dev.stowage.format.live.Survey;
import dev.stowage.supplier.store.RecordId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// All records that the account's newest head wants to live.
///
/// @param blocks that live
record Wanted(AccountNumber account, List<LiveSet> sets, List<Block> blocks) {

    /// One live block.
    ///
    /// @param records of it, by carrier
    record Block(Layout layout, Map<CarrierId, RecordId> records) {

        /// Carriers whose records give the block back.
        int needed() {
            return layout.carriers() - layout.tolerance();
        }
    }

    static Wanted of(AccountNumber account, AccountState state) {
        List<LiveSet> sets = Survey.of(state.head(), state.file());
        List<Block> blocks = new ArrayList<>();
        for (LiveSet set : sets) {
            for (OfLayout each : set.alive()) {
                each.blocks()
                        .iterator()
                        .forEachRemaining(number -> blocks.add(block(account, each, number)));
            }
        }
        return new Wanted(account, sets, blocks);
    }

    private static Block block(AccountNumber account, OfLayout of, BlockNumber number) {
        Layout layout = of.layout();
        Address address = new Address(account, number, layout.group());
        Map<CarrierId, RecordId> records = new LinkedHashMap<>();
        for (int position = 0; position < layout.carriers(); position++) {
            records.put(layout.carrier(position, number), new RecordId(address, position));
        }
        return new Block(layout, records);
    }

    /// Layouts in use.
    Set<Layout> layouts() {
        return blocks.stream().map(Block::layout).collect(Collectors.toSet());
    }

    /// The records of a carrier.
    List<RecordId> of(CarrierId carrier) {
        return blocks.stream()
                .map(each -> each.records().get(carrier))
                .filter(each -> each != null)
                .toList();
    }
}
