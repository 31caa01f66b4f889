package io.cqueue.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the programs in Java that the documentation has. */
final class JavaExamplesTest {

  private static final Pattern PROGRAM =
      Pattern.compile("(?s)```java\n(.*?\nclass (\\w+) \\{.*?)```");

  @Test
  void theProgramsOfThePageOnJavaCompile(@TempDir Path directory) throws IOException {
    Matcher program = PROGRAM.matcher(Files.readString(Path.of("docs", "java.md")));
    List<Path> files = new ArrayList<>();
    for (MatchResult found : program.results().toList()) {
      Path file = directory.resolve(found.group(2) + ".java");
      files.add(Files.writeString(file, found.group(1)));
    }
    assertTrue(files.size() >= 2, files::toString);

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-d", directory.toString(), "-proc:none", "-cp", classPath()),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromPaths(files))
            .call();
    assertEquals("", messages.toString());
    assertTrue(compiled);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
