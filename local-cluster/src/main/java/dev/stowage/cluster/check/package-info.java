/// `stowage check NAME`: campaigns that put a cluster, or the codes, to the proof. The tests run
/// their short forms.
///
/// A cluster that is to be killed is a process of its own: only a process can be killed.
@NullMarked
package dev.stowage.cluster.check;

import org.jspecify.annotations.NullMarked;
