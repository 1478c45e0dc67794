/// What bounds everything that travels: a budget of bytes, threads that end with their owner,
/// deadlines.
///
/// Back-pressure starts in [ByteBudget]: whoever wants to send or gather waits there, first come,
/// first served, and fails when its deadline passes. Budgets are taken by one request or one gather
/// at a time and never nested, so nobody waits for another who waits for him.
@NullMarked
package dev.stowage.transfer.flow;

import org.jspecify.annotations.NullMarked;
