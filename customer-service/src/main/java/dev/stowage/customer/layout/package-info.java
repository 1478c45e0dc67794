/// The layout of a file: the account's, or another that the account has, or one that is made now:
/// choose group → contract with every supplier → the commit of the file names it in the head.
///
/// Layouts are made by one thread of an account at a time; who wishes for the same waits and
/// shares.
@NullMarked
package dev.stowage.customer.layout;

import org.jspecify.annotations.NullMarked;
