@NullMarked
package dev.stowage.erasure.field;

import org.jspecify.annotations.NullMarked;
