/**
 * Classifiers fitted to codes: logistic regression, linear and RBF support vector machines, nearest
 * neighbours. Plain heap values; uses {@code engram.base} and {@code engram.math}.
 */
@NullMarked
package engram.probe;

import org.jspecify.annotations.NullMarked;
