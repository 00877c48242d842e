package engram.data;

import engram.math.Matrix;

/**
 * Codes of images and where they come from.
 *
 * @param values one row per image, one column per latent unit
 * @param run identity of the run that encoded them
 * @param data name of the data that was encoded
 */
public record Codes(Matrix values, String run, String data) {}
