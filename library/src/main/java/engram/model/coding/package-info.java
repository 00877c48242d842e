/** Sparse coding: solvers of the lasso, dictionaries learned with them, alone and linked. */
@NullMarked
package engram.model.coding;

import org.jspecify.annotations.NullMarked;
