package engram.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.Seed;
import engram.data.synthetic.PrintedDigits;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkedDataTest {
  private static final DataSet DRAWN =
      new DataCatalog(Path.of("nowhere")).open("digits:60", Part.TRAIN);

  @Test
  void aLinkFollowsItsImageThroughEveryViewAndBatch() {
    DataSet linked = DRAWN.linkedTo(PrintedDigits.of(DRAWN));
    DataSet view =
        linked.split(0.5, new Seed(4)).validation().binarised(Binarisation.THRESHOLD, new Seed(1));
    DataSet other = view.linked().get(0);
    DataSet print = PrintedDigits.all();
    for (int i = 0; i < view.size(); i++) {
      assertArrayEquals(print.image(view.label(i)), other.image(i));
    }
    Batch batch = new Batch(view, 3);
    batch.fill(new int[] {5, 2, 9}, 0, 3);
    byte[] first = new byte[784];
    batch.linked().get(0).images().get(0, first);
    float[] expected = print.image(view.label(5));
    for (int j = 0; j < first.length; j++) {
      assertEquals(expected[j], (first[j] & 0xFF) / 255f);
    }
  }

  @Test
  void asManyAreNeeded() {
    EngramException e =
        assertThrows(EngramException.class, () -> DRAWN.linkedTo(PrintedDigits.all()));
    assertTrue(String.valueOf(e.getMessage()).contains("has 60 images, arial"));
  }

  @Test
  void printedDigitsAreTenCentredAndTwentyPixelsHigh() {
    DataSet print = PrintedDigits.all();
    Set<Integer> distinct = new HashSet<>();
    for (int digit = 0; digit < 10; digit++) {
      float[] image = print.image(digit);
      int top = 28;
      int bottom = -1;
      int left = 28;
      int right = -1;
      for (int i = 0; i < image.length; i++) {
        if (image[i] > 0.25) {
          top = Math.min(top, i / 28);
          bottom = Math.max(bottom, i / 28);
          left = Math.min(left, i % 28);
          right = Math.max(right, i % 28);
        }
      }
      assertTrue(bottom - top >= 18 && bottom - top <= 21, digit + ": " + top + " to " + bottom);
      assertEquals(27, left + right, 2, "centre of " + digit);
      distinct.add(Arrays.hashCode(image));
    }
    assertEquals(10, distinct.size());
  }

  @Test
  void onlyDigitsCanBePrinted() {
    DataSet faces = new DataCatalog(Path.of("nowhere")).open("faces:4", Part.TRAIN);
    EngramException e = assertThrows(EngramException.class, () -> PrintedDigits.of(faces));
    assertTrue(String.valueOf(e.getMessage()).contains("classes 0 to 9"));
  }
}
