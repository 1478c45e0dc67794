/// Suppliers as plain object graphs: several in one process, each with a directory, a store and a
/// port of its own.
///
/// Invariant: a directory belongs to one running supplier on this machine, by a file lock that is
/// held until the supplier is closed; so replicas may share a volume.
@NullMarked
package dev.stowage.supplier.hosting;

import org.jspecify.annotations.NullMarked;
