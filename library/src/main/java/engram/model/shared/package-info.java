/** Autoencoders that share one latent space. A family uses no other family. */
@NullMarked
package engram.model.shared;

import org.jspecify.annotations.NullMarked;
