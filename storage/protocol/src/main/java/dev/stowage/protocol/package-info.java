/// How services talk: one interface per service, its messages, the faults they answer and the
/// tokens they bear.
@NullMarked
package dev.stowage.protocol;

import org.jspecify.annotations.NullMarked;
