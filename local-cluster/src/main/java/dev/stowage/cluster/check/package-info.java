/// `stowage check NAME`: campaigns that put a cluster, a record store or the codes to the proof.
/// The tests run their short forms.
///
/// What is to be killed is a process of its own: only a process can be killed.
@NullMarked
package dev.stowage.cluster.check;

import org.jspecify.annotations.NullMarked;
