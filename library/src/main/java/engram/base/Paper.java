package engram.base;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The publication that a class implements. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Paper {
  /** Title as printed. */
  String title();

  /** Authors, short form. */
  String authors();

  /** Year of publication; 0 where the text bears none. */
  int year();

  /** Section, equation or figure that the class follows. */
  String where();
}
