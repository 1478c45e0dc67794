/// Gathering blocks: the data fragments from their carriers, others where something is missing, bad
/// or slow.
///
/// Stations: wanted blocks → sources, one for each of the 2K fragments → asks, one supplier and one
/// request each → proof, on the thread of the ask → assembly, on the caller's thread → content.
///
/// Only the data fragments under the wanted bytes are asked for at first. When one of them fails or
/// is slow, the assembly asks for as many others as the code takes: with `rs` any, until there are
/// K; with `xor` those from which the missing ones can be computed. Suppliers that have answered
/// well come first, what gave something wrong last. A supplier that serves many carriers is judged
/// once: when it is silent, what else it serves is asked for last. A supplier is slow when it is
/// silent for the hedge delay while another has answered; while nobody has answered, everybody gets
/// four times as long, because asking more would only make it worse. Nothing is retried, but when a
/// block cannot be completed, carriers that have moved and suppliers that were busy are asked
/// again.
///
/// Memory: a block's own length for its content, and the bodies of answers, whose data fragments
/// are copied into place once and then forgotten. Both count against a budget until the last loser
/// has let go.
@NullMarked
package dev.stowage.transfer.gather;

import org.jspecify.annotations.NullMarked;
