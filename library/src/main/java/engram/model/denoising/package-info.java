/** Autoencoders that restore corrupted images. A family uses no other family. */
@NullMarked
package engram.model.denoising;

import org.jspecify.annotations.NullMarked;
