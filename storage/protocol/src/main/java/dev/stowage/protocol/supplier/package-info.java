/// What is said to suppliers and what they answer. Small messages are JSON, records travel in
/// binary batches.
@NullMarked
package dev.stowage.protocol.supplier;

import org.jspecify.annotations.NullMarked;
