/**
 * Search for hyperparameters: spaces, strategies as pure functions of what is known so far, the
 * order in which trials are given out, importance. Prints nothing. Uses {@code engram.train} and
 * what it uses.
 */
@NullMarked
package engram.search;

import org.jspecify.annotations.NullMarked;
