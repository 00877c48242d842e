package engram.analysis.factors;

import engram.base.Seed;
import engram.math.Matrix;
import java.util.LinkedHashMap;
import java.util.Map;

/** All scores of disentanglement, by the names under which they are reported. */
public final class Disentanglement {
  private Disentanglement() {}

  /**
   * MIG, SAP, DCI and the FactorVAE score of codes against known factors, one row per image each.
   */
  public static Map<String, Double> of(Matrix codes, Matrix factors, Seed seed) {
    FactorTable table = FactorTable.of(factors);
    Dci dci = Dci.of(codes, table, seed);
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("mig", MutualInformationGap.of(codes, table));
    all.put("sap", SeparatedPredictability.of(codes, table));
    all.put("dci_disentanglement", dci.disentanglement());
    all.put("dci_completeness", dci.completeness());
    all.put("dci_error", dci.error());
    all.put("factor_vae", FactorVaeScore.of(codes, table, seed));
    return all;
  }
}
