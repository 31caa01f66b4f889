package io.cqueue.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one setting, once. {@link Setting} reads it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface About {

  /** What it is, with its unit: one sentence without a full stop. */
  String value();

  /** What holds when nobody says anything, written as a user would. */
  String byDefault();

  /** The least number that is allowed, in the unit of the setting. */
  long min() default 0;

  /** The greatest number that is allowed, in the unit of the setting. */
  long max() default Integer.MAX_VALUE;

  /** A regular expression that a text must match. */
  String matches() default ".*";

  /** What a text must be besides. */
  Syntax syntax() default Syntax.ANY;

  /** The same as {@link #matches} and {@link #syntax} in words, following "must be". */
  String form() default "text";

  /** Only for the server that runs on its own: elsewhere the servlet container decides. */
  boolean standalone() default false;

  /** Never to be shown. */
  boolean secret() default false;
}
