package engram.data.synthetic;

import com.google.auto.service.AutoService;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Generator;
import engram.data.ImageShape;
import java.util.List;

/**
 * Drawn faces with and without glasses: 64x64 colour bytes, two classes, with the factors that
 * {@link Face} names.
 */
@AutoService(Generator.class)
public final class Faces implements Generator {
  private static final Album ALBUM =
      new Album(
          "faces",
          new ImageShape(3, Face.SIDE, Face.SIDE),
          List.of("no glasses", "glasses"),
          List.of(
              "glasses",
              "skin_tone",
              "hair_colour",
              "hair_style",
              "face_width",
              "eye_distance",
              "eye_size",
              "pupil",
              "brow_angle",
              "mouth_curve",
              "mouth_open",
              "background",
              "pose_x",
              "pose_y"));

  @Override
  public String name() {
    return ALBUM.name();
  }

  @Override
  public DataSet generate(int count, Seed seed) {
    return ALBUM.draw(count, i -> Face.random(seed.child(i)));
  }

  /** A data set of exactly these faces. */
  public static DataSet of(List<Face> faces) {
    return ALBUM.draw(faces.size(), faces::get);
  }
}
