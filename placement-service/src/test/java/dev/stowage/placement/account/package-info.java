@NullMarked
package dev.stowage.placement.account;

import org.jspecify.annotations.NullMarked;
