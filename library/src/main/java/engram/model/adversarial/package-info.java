/** Models trained against a discriminator. A family uses no other family. */
@NullMarked
package engram.model.adversarial;

import org.jspecify.annotations.NullMarked;
