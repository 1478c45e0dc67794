/// Records on volumes: the service that stores what contracts grant, proves it and gives it back.
@NullMarked
package dev.stowage.supplier;

import org.jspecify.annotations.NullMarked;
