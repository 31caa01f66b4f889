package io.cqueue.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {

  @Test
  void valuesAreWrittenAsJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("Text", "a\"b");
    map.put("Number", new BigDecimal("1.50"));
    map.put("Raw", new Json("{\"x\": 1e2}"));
    map.put("List", Arrays.asList(1, null, true));

    assertEquals(
        "{\"Text\":\"a\\\"b\",\"Number\":1.50,\"Raw\":{\"x\": 1e2},\"List\":[1,null,true]}",
        Json.of(map).text());
    assertThrows(IllegalArgumentException.class, () -> Json.of(Double.NaN));
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    Object value = Json.parse(" {\"a\":[1,2.50,\"x\",null,false],\"b\":{}} ").value();

    assertEquals(
        Map.of("a", Arrays.asList(1, new BigDecimal("2.50"), "x", null, false), "b", Map.of()),
        value);
  }

  @Test
  void whatIsNotOneJsonValueIsNone() {
    for (String text : List.of("", "x", "1 2", "{\"a\":}", "{\"a\":1", "'a'", "[1,]")) {
      assertThrows(IllegalArgumentException.class, () -> Json.parse(text), text);
    }
  }

  @Test
  void thePartsAreTakenOutJustAsTheyStand() {
    String object = "{ \"a\" : 1.00 ,\"b\":\"\\u0041\" , \"c\":{ \"d\":[1, 2] },\"e\":null}";
    Map<String, Json> fields = new Json(object).fields();

    assertEquals(List.of("a", "b", "c", "e"), List.copyOf(fields.keySet()));
    assertEquals(
        List.of("1.00", "\"\\u0041\"", "{ \"d\":[1, 2] }", "null"),
        fields.values().stream().map(Json::text).toList());
    assertEquals(
        List.of("1", "\"x\"", "[ 2]"),
        new Json("[1, \"x\",[ 2] ]").elements().stream().map(Json::text).toList());
    assertEquals(List.of(), new Json("{}").elements());
  }

  @Test
  void thePartsOfALongTextAreTheSame() {
    String text = "\"" + "ä€😀\\n".repeat(20_000) + "\"";
    List<Json> parts = new Json("[" + text + ",12," + text + "]").elements();

    assertEquals(List.of(text, "12", text), parts.stream().map(Json::text).toList());
  }
}
