package io.cqueue.remote;

import java.util.ArrayList;
import java.util.List;

/** Rows whose columns are as wide as what is in them. Mutable; used by one thread. */
final class Table {

  private static final int GAP = 2;

  private final List<String[]> rows = new ArrayList<>();

  Table row(String... cells) {
    rows.add(cells.clone());
    return this;
  }

  @Override
  public String toString() {
    List<Integer> widths = new ArrayList<>();
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        int width = row[i].codePointCount(0, row[i].length());
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]);
        int width = row[i].codePointCount(0, row[i].length());
        line.append(" ".repeat(widths.get(i) - width + GAP));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
