/** Autoencoders with sparse codes. A family uses no other family. */
@NullMarked
package engram.model.sparse;

import org.jspecify.annotations.NullMarked;
