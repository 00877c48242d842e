package engram.data.synthetic;

import java.util.List;

/** The skeletons of the ten digits: several ways of writing each, with how common each way is. */
final class Glyphs {
  private Glyphs() {}

  /** One way of writing a digit; {@code weight} is its share among the ways. */
  record Way(int weight, Glyph glyph) {}

  private static final List<List<Way>> DIGITS =
      List.of(
          List.of(
              way(4, "54,2 28,14 12,48 24,86 50,98 76,84 88,48 74,14 48,3"),
              way(3, "60,0 38,15 28,50 35,85 50,98 66,84 72,50 66,18 48,4"),
              way(2, "70,10 45,2 20,25 12,55 25,88 50,98 78,82 88,48 76,15 50,6 38,20"),
              way(2, "42,8 18,30 14,65 35,95 65,92 86,60 82,25 60,5")),
          List.of(
              way(8, "50,0 50,50 50,100"),
              way(3, "54,0 48,35 47,70 52,100"),
              way(2, "34,20 52,0! 52,50 52,100"),
              way(1, "32,22 52,0! 52,50 52,100 ; 28,100 50,100 76,99")),
          List.of(
              way(3, "14,25 25,6 50,0 76,10 82,30 66,55 40,78 12,97! 45,95 90,96"),
              way(3, "16,22 35,3 62,3 78,24 66,55 42,82 20,96 10,88 20,78 42,84 65,96 92,92"),
              way(2, "18,18 45,2 75,14 74,40 45,70 15,94! 40,90 65,97 90,88"),
              way(2, "20,25 48,2 76,16 72,48 45,80 22,98 8,84 22,70 45,80 68,94 95,86")),
          List.of(
              way(3, "16,14 42,0 72,12 70,34 38,46! 72,54 82,76 60,97 28,98 8,84"),
              way(1, "14,4 45,3 78,3! 40,42! 72,50 82,74 58,97 25,97 8,84"),
              way(3, "16,12 45,0 74,14 66,38 44,46 36,45 46,46 76,58 78,84 50,99 14,90"),
              way(2, "14,10 48,2 72,18 56,40 28,48! 62,54 76,74 60,94 30,100 6,92")),
          List.of(
              way(3, "22,4 16,30 18,52 45,56 80,50 ; 78,2 74,50 70,100"),
              way(3, "24,2 12,54! 50,56 90,52 ; 70,20 66,60 64,100"),
              way(1, "66,0 36,28 8,62! 50,64 94,62 ; 66,0 66,50 64,100"),
              way(1, "70,4 36,18 16,48! 48,56 76,44 ; 76,2 72,50 66,100"),
              way(2, "22,2 16,40 30,54 60,48 80,8! 74,50 68,100")),
          List.of(
              way(3, "82,3 50,4 26,6! 22,44! 52,40 78,56 76,84 46,99 12,90"),
              way(2, "80,2 50,3 30,10 22,40 50,44 72,60 68,88 40,99 10,92"),
              way(3, "30,8 26,28 24,46 55,42 76,62 66,90 38,99 12,88 ; 30,6 55,6 88,2")),
          List.of(
              way(3, "66,0 38,22 18,56 20,86 46,99 74,86 74,62 48,54 24,68"),
              way(3, "52,0 34,30 24,64 28,90 50,99 70,88 70,70 52,62 30,74"),
              way(2, "76,8 54,2 28,24 14,60 26,92 54,98 80,82 74,60 46,56 20,74")),
          List.of(
              way(4, "10,8 45,6 84,4! 62,45 40,98"),
              way(2, "10,8 45,6 84,4! 62,45 40,98 ; 30,52 55,50 82,48"),
              way(3, "12,22 14,6! 50,6 86,4! 60,45 46,100"),
              way(3, "8,14 30,4 60,8 84,8 72,36 52,70 46,100")),
          List.of(
              way(4, "76,12 48,0 22,16 34,38 60,56 78,78 50,99 20,82 34,58 64,38 76,12"),
              way(
                  2,
                  "50,0 24,12 26,36 50,46 74,36 74,12 50,1"
                      + " ; 50,46 20,60 20,88 50,99 80,88 80,60 50,46"),
              way(3, "80,8 50,2 24,18 40,42 66,60 74,84 46,98 22,82 38,56 66,36 90,12")),
          List.of(
              way(4, "76,14 48,0 20,18 20,42 46,52 72,36 76,14! 74,50 68,100"),
              way(2, "76,14 48,0 20,18 20,42 46,52 72,36 76,14! 76,55 62,88 36,100 14,92"),
              way(3, "78,10 45,4 18,26 26,48 52,46 76,20 74,60 60,100")));

  private static Way way(int weight, String path) {
    return new Way(weight, Glyph.parse(path));
  }

  /** Number of ways of writing {@code digit}. */
  static int variants(int digit) {
    return DIGITS.get(digit).size();
  }

  /** The skeleton of {@code digit} written in way {@code variant}. */
  static Glyph of(int digit, int variant) {
    return DIGITS.get(digit).get(variant).glyph();
  }

  /** A way of writing {@code digit}, as often as people use it. */
  static int pick(int digit, Dice dice) {
    List<Way> ways = DIGITS.get(digit);
    int left = dice.pick(ways.stream().mapToInt(Way::weight).sum());
    int variant = 0;
    while (left >= ways.get(variant).weight()) {
      left -= ways.get(variant++).weight();
    }
    return variant;
  }
}
