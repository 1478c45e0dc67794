@NullMarked
package dev.stowage.database;

import org.jspecify.annotations.NullMarked;
