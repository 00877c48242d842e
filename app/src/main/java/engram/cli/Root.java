package engram.cli;

import picocli.CommandLine.Command;

/** The root of all commands. */
@Command(
    name = "engram",
    mixinStandardHelpOptions = true,
    version = "engram " + Main.VERSION,
    description = "Learns what images are made of: train, look, encode, generate.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      DataCommand.class,
      ModelsCommand.class,
      TrainCommand.class,
      SearchCommand.class,
      RunsCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      FinetuneCommand.class,
      ProbeCommand.class,
      EncodeCommand.class,
      DecodeCommand.class,
      ReconstructCommand.class,
      SampleCommand.class,
      TraverseCommand.class,
      InterpolateCommand.class,
      TranslateCommand.class,
      ExportCommand.class,
      EmbedCommand.class,
      LandscapeCommand.class,
      ReproduceCommand.class,
      ClusterCommand.class,
      BenchCommand.class
    },
    footer = {"", "Example: engram train vae --data mnist --set latent=2 --epochs 20"})
final class Root {}
