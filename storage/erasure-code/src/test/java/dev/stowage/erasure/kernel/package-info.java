@NullMarked
package dev.stowage.erasure.kernel;

import org.jspecify.annotations.NullMarked;
