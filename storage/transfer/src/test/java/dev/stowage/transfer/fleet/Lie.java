package dev.stowage.transfer.fleet;

import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;

/// What a supplier makes of an answer that was right.
@FunctionalInterface
public interface Lie {

    Lie NONE = (_, answer) -> answer;

    FetchAnswer tell(FetchRequest request, FetchAnswer truth);
}
