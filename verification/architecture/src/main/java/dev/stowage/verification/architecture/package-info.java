/// The rules of the house that a test can enforce; every module runs them on itself.
@NullMarked
package dev.stowage.verification.architecture;

import org.jspecify.annotations.NullMarked;
