/** Classifiers of images. Uses {@code engram.model} and what it uses. */
@NullMarked
package engram.model.classifier;

import org.jspecify.annotations.NullMarked;
