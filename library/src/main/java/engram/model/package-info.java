/**
 * What a model is: contracts and hyperparameters, no model. Uses {@code engram.base}, {@code
 * engram.data}, {@code engram.tensor} and {@code engram.nn}.
 */
@NullMarked
package engram.model;

import org.jspecify.annotations.NullMarked;
