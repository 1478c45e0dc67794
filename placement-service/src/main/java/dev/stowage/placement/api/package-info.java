/// The door of placement: who calls, how much he may send, and which room answers.
@NullMarked
package dev.stowage.placement.api;

import org.jspecify.annotations.NullMarked;
