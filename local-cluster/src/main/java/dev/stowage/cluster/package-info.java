/// Every service in one process with real HTTP between them, and the commands of the launcher.
///
/// `./stowage up` is [LocalCluster] on `./data`; tests and checks start the same thing elsewhere.
@NullMarked
package dev.stowage.cluster;

import org.jspecify.annotations.NullMarked;
