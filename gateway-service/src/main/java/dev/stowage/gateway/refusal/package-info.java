/// What never reaches a controller, or breaks off on the way, is answered with problem details too:
/// Tomcat's own refusals get a code here.
@NullMarked
package dev.stowage.gateway.refusal;

import org.jspecify.annotations.NullMarked;
