package io.cqueue.boot;

/** Placeholder for the build. */
public final class Launcher {
  private Launcher() {}

  /** Starts. */
  public static void main(String[] args) {}
}
