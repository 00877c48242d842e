/**
 * Training: plans, the loop over phases, events, evaluation. Prints nothing. Uses {@code
 * engram.model} and what it uses, and {@code engram.exchange}.
 */
@NullMarked
package engram.train;

import org.jspecify.annotations.NullMarked;
