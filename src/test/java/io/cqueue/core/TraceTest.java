package io.cqueue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, as far as it is our business. */
final class TraceTest {

  private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

  @Test
  void whatMakesSenseIsKept() {
    assertEquals(
        new Trace("00-" + IDS + "-01", "a=1, b=2"),
        Trace.ofHeaders("00-" + IDS + "-01", "a=1, b=2"));
    assertEquals(new Trace("00-" + IDS + "-00", null), Trace.ofHeaders("00-" + IDS + "-00", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cc-%s-01", "cc-%s-01-", "01-%s-01-what.the-future-will.be"})
  void ofALaterVersionThereIsAsMuchAsThisOneKnows(String parent) {
    assertEquals(
        new Trace("00-" + IDS + "-01", null), Trace.ofHeaders(parent.formatted(IDS), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "cc-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz"
      })
  void whatMakesNoSenseIsAsGoodAsNothing(String parent) {
    assertNull(Trace.ofHeaders(parent, "a=1"));

    RefusedException e = assertThrows(RefusedException.class, () -> new Trace(parent, null));
    assertEquals("TraceParent", e.refusal().field());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=\u00e9", "a=1\tb=2"})
  void aStateThatMakesNoSenseIsLeftBehind(String state) {
    Trace trace = Trace.ofHeaders("00-" + IDS + "-01", state);

    assertEquals(new Trace("00-" + IDS + "-01", null), trace);
    RefusedException e =
        assertThrows(RefusedException.class, () -> new Trace("00-" + IDS + "-01", state));
    assertEquals("TraceState", e.refusal().field());
  }

  @Test
  void aStateOf512CharactersIsKeptAndNoLongerOne() {
    String longest = "a=" + "x".repeat(510);
    Trace kept = Trace.ofHeaders("00-" + IDS + "-01", longest);
    Trace cut = Trace.ofHeaders("00-" + IDS + "-01", longest + "x");

    assertEquals(new Trace("00-" + IDS + "-01", longest), kept);
    assertEquals(new Trace("00-" + IDS + "-01", null), cut);
  }
}
