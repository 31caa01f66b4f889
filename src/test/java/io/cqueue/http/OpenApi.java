package io.cqueue.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description of the HTTP interface as the build made it. Answers are held to it more strictly
 * than it says: they may have no fields that it does not name, or new ones would go undescribed.
 */
final class OpenApi {

  /** Payloads may be anything. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(Integer.MAX_VALUE)
                      .maxNumberLength(Integer.MAX_VALUE)
                      .maxStringLength(Integer.MAX_VALUE)
                      .build())
              .build());

  private static final String ID = "https://cqueue.test/openapi.json";

  static final OpenApi DESCRIPTION = new OpenApi();

  private final JsonNode root;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private OpenApi() {
    try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
      this.root = JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode strict = root.deepCopy();
    forbidMore(strict);
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    this.registry =
        SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012()).keywords(aroundSchemas(root)).build(),
            builder -> builder.schemaRegistryConfig(config).schemas(Map.of(ID, strict.toString())));
  }

  /** What a description has besides schemas: nothing to be warned of. */
  private static List<NonValidationKeyword> aroundSchemas(JsonNode root) {
    List<NonValidationKeyword> names = new ArrayList<>();
    root.fieldNames().forEachRemaining(name -> names.add(new NonValidationKeyword(name)));
    return names;
  }

  private static void forbidMore(JsonNode node) {
    if (node.path("type").asText().equals("object")
        && node.path("properties").isObject()
        && node.path("additionalProperties").isMissingNode()) {
      ((ObjectNode) node).put("additionalProperties", false);
    }
    node.forEach(OpenApi::forbidMore);
  }

  static JsonNode json(byte[] text) throws IOException {
    return JSON.readTree(text);
  }

  static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  JsonNode all() {
    return root;
  }

  JsonNode paths() {
    return root.path("paths");
  }

  JsonNode components() {
    return root.path("components");
  }

  /** The template in the description that a path is of; null if it is of none. */
  @Nullable String template(String path) {
    String found = null;
    for (String template : (Iterable<String>) () -> paths().fieldNames()) {
      boolean fits = Pattern.matches(pattern(template), path);
      if (fits
          && (found == null || found.indexOf('{') < template.indexOf('{') || !isOpen(template))) {
        found = template;
      }
    }
    return found;
  }

  private static boolean isOpen(String template) {
    return template.contains("{");
  }

  /** IDs are numbers: only so is it clear which path is meant. */
  private static String pattern(String template) {
    return template.replace(".", "\\.").replace("{id}", "[0-9]+").replaceAll("\\{\\w+}", "[^/]+");
  }

  /** What a reference means; anything else means itself. */
  JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : resolve(root.at(reference.substring(1)));
  }

  /** What is wrong with a value by the schema at this place of the description. */
  List<String> errors(String pointer, JsonNode value) {
    return schemas
        .computeIfAbsent(pointer, it -> registry.getSchema(SchemaLocation.of(ID + "#" + it)))
        .validate(value)
        .stream()
        .limit(5)
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  /** Where a node is, or where its reference leads to, as a pointer with escapes. */
  String pointer(JsonNode parent, String parentPointer, String field) {
    String reference = parent.path(field).path("$ref").asText();
    return reference.isEmpty()
        ? parentPointer + "/" + field.replace("~", "~0").replace("/", "~1")
        : reference.substring(1);
  }
}
