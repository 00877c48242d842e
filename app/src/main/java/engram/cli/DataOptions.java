package engram.cli;

import engram.base.Names;
import engram.base.Seed;
import engram.data.Binarisation;
import engram.data.DataSet;
import engram.data.ImageOptions;
import engram.data.Part;
import engram.data.synthetic.PrintedDigits;
import engram.runs.RunRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images a command works on, and how a folder of images is read. */
final class DataOptions {
  private static final Seed SEED = new Seed(0).child("data");

  @Option(
      names = "--data",
      paramLabel = "D",
      description =
          "digits, faces, mnist, fashion-mnist, kmnist, a folder of IDX files or images, an .npy"
              + " or .npz file; D:10000 takes a class-balanced subset")
  @Nullable String data;

  @Option(
      names = "--label-from",
      paramLabel = "REGEX",
      description = "label of an image in a folder: first group of REGEX on its relative path")
  @Nullable String labelFrom;

  @Option(
      names = "--split-by",
      paramLabel = "REGEX",
      description =
          "no first group of REGEX on an image's relative path, e.g. a person, is in both parts")
  @Nullable String splitBy;

  @Option(
      names = "--resize",
      paramLabel = "HxW",
      description = "resample every image to H rows and W columns")
  @Nullable String resize;

  @Option(names = "--skip-bad", description = "leave out images of a folder that cannot be read")
  boolean skipBad;

  @Option(
      names = "--binarise",
      paramLabel = "HOW",
      description =
          "make every value 0 or 1: sampled (by its probability, always the same) or threshold")
  @Nullable Binarisation binarise;

  @Option(
      names = "--link",
      paramLabel = "D",
      description =
          "another modality of the same things: arial (the digit of each image's class, printed), or"
              + " data with one image for each")
  @Nullable String link;

  private final List<String> skipped = new ArrayList<>();
  private final Set<String> skippedAndTold = new HashSet<>();
  private final Set<String> runsNoted = new HashSet<>();

  /** Opens {@code part} of the data that {@code --data} names. */
  DataSet open(Part part, Console console) {
    if (data == null) {
      throw engram.base.EngramException.usage(
          "--data is missing; for example --data digits or --data mnist");
    }
    return open(data, reading(), part, console);
  }

  /** Opens {@code part} of that data or, if none was named, of what {@code run} was trained on. */
  DataSet openFor(RunRecord run, Part part, Console console) {
    DataFacts.Reading then = DataFacts.of(run).reading();
    if (data == null) {
      return open(run.request().data().name(), then, part, console);
    }
    if (then.binarise() != null && binarise == null && runsNoted.add(run.id())) {
      console.say(
          "engram: note: %s was trained with --binarise %s, which is not said here; its images are read as they are"
              .formatted(run.id(), Names.of(then.binarise())));
    }
    return open(part, console);
  }

  /** What {@code --data} names, as it can be opened from any folder. */
  String name() {
    return Common.catalog().everywhere(String.valueOf(data));
  }

  /** How images are to be read, as it holds in any folder. */
  DataFacts.Reading reading() {
    String lasting = link == null || isPrinted(link) ? link : Common.catalog().everywhere(link);
    return new DataFacts.Reading(labelFrom, splitBy, resize, skipBad, binarise, lasting);
  }

  /** Opens {@code part} of the data called {@code argument}, read as {@code how} says. */
  DataSet open(String argument, DataFacts.Reading how, Part part, Console console) {
    DataSet opened = Common.data(argument, part, options(how));
    List<String> untold = skipped.stream().filter(skippedAndTold::add).toList();
    if (!untold.isEmpty()) {
      console.say("engram: images left out because they cannot be read: " + untold.size());
      untold.forEach(line -> console.say("  " + line));
    }
    skipped.clear();
    DataSet read =
        how.binarise() == null
            ? opened
            : opened.binarised(how.binarise(), SEED.child(part.toString()));
    return how.link() == null ? read : read.linkedTo(other(how.link(), part, read));
  }

  private static boolean isPrinted(String link) {
    return link.equals(PrintedDigits.NAME);
  }

  private static DataSet other(String link, Part part, DataSet images) {
    return isPrinted(link)
        ? PrintedDigits.of(images)
        : Common.data(link, part, ImageOptions.defaults());
  }

  private ImageOptions options(DataFacts.Reading how) {
    ImageOptions options = ImageOptions.defaults();
    if (how.labelFrom() != null) {
      options = options.withLabelFrom(how.labelFrom());
    }
    if (how.splitBy() != null) {
      options = options.withSplitBy(how.splitBy());
    }
    if (how.resize() != null) {
      options = resized(options, how.resize());
    }
    return how.skipBad() ? options.withSkipBad(skipped::add) : options;
  }

  private static ImageOptions resized(ImageOptions options, String text) {
    if (!text.matches("\\d{1,5}x\\d{1,5}")) {
      throw engram.base.EngramException.usage("--resize must be like 28x28, got '" + text + "'");
    }
    String[] sides = text.split("x", 2);
    return options.withSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }
}
