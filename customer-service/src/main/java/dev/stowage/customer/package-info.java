/// Files of accounts: the service that registers, uploads and downloads.
@NullMarked
package dev.stowage.customer;

import org.jspecify.annotations.NullMarked;
