/// Where services keep their facts: how a service opens its database and brings its tables up to date.
@NullMarked
package dev.stowage.database;

import org.jspecify.annotations.NullMarked;
