/// The launcher: the commands that people type behind `./stowage`.
///
/// `up` runs a cluster in this process, `check` puts one in a process of its own to the proof.
@NullMarked
package dev.stowage.cluster;

import org.jspecify.annotations.NullMarked;
