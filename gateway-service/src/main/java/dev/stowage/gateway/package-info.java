/// The one door: the service that routes, limits and protects, and describes its interface.
@NullMarked
package dev.stowage.gateway;

import org.jspecify.annotations.NullMarked;
