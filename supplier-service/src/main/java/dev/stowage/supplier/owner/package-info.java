/// By which key each account signs now: what heads have shown and placement has said, proved step
/// by step and durable before it counts. It never goes back to a former key.
@NullMarked
package dev.stowage.supplier.owner;

import org.jspecify.annotations.NullMarked;
