package engram.train;

import engram.base.Seed;
import engram.data.DataSet;
import engram.model.Family;
import engram.model.Schedule;
import engram.model.Setting;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Scope;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void trains() {
    DataSet d = new engram.data.synthetic.Digits().generate(6000, new Seed(1));
    Engine.threads(2);
    for (Family f : Family.all()) {
      try (Scope s = new Scope()) {
        var m = f.create(f.card().defaults(), new Setting(d.shape(), 10, Device.CPU, new Seed(3)));
        var r =
            Trainer.train(
                m,
                d,
                new Plan(1, 300, 100, 1, 0, Schedule.CONSTANT, 0.1, 30),
                Optional.empty(),
                Trainer.Surroundings.none());
        System.out.println(
            f.name() + " " + m.parameters().count() + " " + r + " " + r.stepsHere() / r.seconds());
      }
    }
  }
}
