package engram.data.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A data set that can be downloaded.
 *
 * @param name the name of its folder
 * @param mirrors where its files are, best first; each ends with a slash
 * @param files its files
 */
public record RemoteData(String name, List<URI> mirrors, List<RemoteFile> files) {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  /** Lengths and SHA-256 as published with TensorFlow Datasets (url_checksums). */
  private static final List<RemoteData> ALL =
      List.of(
          new RemoteData(
              "mnist",
              mirrors(
                  "https://storage.googleapis.com/cvdf-datasets/mnist/",
                  "https://ossci-datasets.s3.amazonaws.com/mnist/"),
              List.of(
                  new RemoteFile(
                      TRAIN_IMAGES,
                      9_912_422,
                      "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                  new RemoteFile(
                      TRAIN_LABELS,
                      28_881,
                      "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                  new RemoteFile(
                      TEST_IMAGES,
                      1_648_877,
                      "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                  new RemoteFile(
                      TEST_LABELS,
                      4_542,
                      "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"))),
          new RemoteData(
              "fashion-mnist",
              mirrors(
                  "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                  "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"),
              List.of(
                  new RemoteFile(
                      TRAIN_IMAGES,
                      26_421_880,
                      "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                  new RemoteFile(
                      TRAIN_LABELS,
                      29_515,
                      "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                  new RemoteFile(
                      TEST_IMAGES,
                      4_422_102,
                      "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                  new RemoteFile(
                      TEST_LABELS,
                      5_148,
                      "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"))),
          new RemoteData(
              "kmnist",
              mirrors(
                  "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
                  "https://github.com/namanlab/CVCNN_Paper/raw/"
                      + "0f30b9c852904dc63a7902c1d2a2f5c61d0547e4/data/KMNIST/raw/"),
              List.of(
                  new RemoteFile(
                      TRAIN_IMAGES,
                      18_165_135,
                      "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
                  new RemoteFile(
                      TRAIN_LABELS,
                      29_497,
                      "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
                  new RemoteFile(
                      TEST_IMAGES,
                      3_041_136,
                      "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
                  new RemoteFile(
                      TEST_LABELS,
                      5_120,
                      "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"))));

  public RemoteData {
    mirrors = List.copyOf(mirrors);
    files = List.copyOf(files);
  }

  private static List<URI> mirrors(String... addresses) {
    return List.of(addresses).stream().map(URI::create).toList();
  }

  /** All of them. */
  public static List<RemoteData> all() {
    return ALL;
  }

  /** The one called {@code name}. */
  public static Optional<RemoteData> named(String name) {
    return ALL.stream().filter(d -> d.name.equals(name)).findFirst();
  }

  /** Bytes to download in all. */
  public long bytes() {
    return files.stream().mapToLong(RemoteFile::bytes).sum();
  }
}
