/// What figures depend on beside the code: the JVM and the machine under it; and how they are
/// printed.
@NullMarked
package dev.stowage.verification.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
