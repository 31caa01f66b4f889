package io.cqueue.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {

  private static final Path DOC = Path.of("docs", "configuration.md");
  private static final String BEGIN = "<!-- settings: begin -->\n";
  private static final String END = "<!-- settings: end -->\n";

  @Test
  void theTableInTheDocumentationSaysWhatTheCodeSays() throws IOException {
    String doc = Files.readString(DOC).replace("\r\n", "\n");
    String table = doc.substring(doc.indexOf(BEGIN) + BEGIN.length(), doc.indexOf(END));
    assertEquals(table(), table, "put the expected table into " + DOC);
  }

  private static String table() {
    return """

        | option | environment | property | default | what it is |
        |---|---|---|---|---|
        """
        + Setting.ALL.stream().map(ConfigurationDocTest::row).collect(Collectors.joining("\n"))
        + "\n\n";
  }

  private static String row(Setting setting) {
    return String.format(
        "| `--%s` | `%s` | `%s` | `%s` | %s. Must be %s.%s |",
        setting.name(),
        setting.variable(),
        setting.property(),
        setting.byDefault(),
        setting.description(),
        setting.form(),
        setting.standalone() ? " \\*" : "");
  }
}
