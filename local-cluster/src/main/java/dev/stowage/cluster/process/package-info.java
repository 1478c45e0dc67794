/// The whole cluster in this process: four kinds of services with real HTTP between them.
///
/// Everything that is kept lies under one directory; everything that listens does so on the
/// loopback, but for the gateway.
@NullMarked
package dev.stowage.cluster.process;

import org.jspecify.annotations.NullMarked;
