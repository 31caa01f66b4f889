package io.cqueue.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cqueue.core.Caller;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is told that a token is not good any more, and when. */
final class RevocationsTest {

  private static final Caller ONE = new Caller("one", Set.of(Role.READ), List.of("*"));

  private final Map<String, Caller> known = new HashMap<>(Map.of("a", ONE, "b", ONE));
  private final List<String> asked = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final Revocations revocations =
      new Revocations(
          token -> {
            asked.add(token);
            return known.get(token);
          });

  private void watch(String token) {
    revocations.standing(token, ONE).watch(() -> false, why -> end(token, why));
  }

  private void end(String token, RefusedException why) {
    ended.add(token + " " + why.refusal().reason());
  }

  @Test
  void eachTokenIsLookedUpOnceHoweverMuchGoesOnUnderIt() {
    watch("a");
    watch("a");
    watch("b");
    known.remove("a");
    revocations.look();

    assertEquals(List.of("a", "b"), asked);
    assertEquals(List.of("a UNAUTHENTICATED", "a UNAUTHENTICATED"), ended);
    assertEquals(1, revocations.size());
    revocations.look();
    assertEquals(2, ended.size());
  }

  @Test
  void otherRightsEndItToo() {
    watch("b");
    known.put("b", new Caller("one", Set.of(Role.READ), List.of("mail")));
    revocations.look();

    assertEquals(List.of("b FORBIDDEN"), ended);
  }

  @Test
  void whatIsOverIsForgottenAndToldNothing() {
    boolean[] over = {false};
    revocations.standing("a", ONE).watch(() -> over[0], why -> end("a", why));
    revocations.look();
    assertEquals(1, revocations.size());

    over[0] = true;
    known.clear();
    revocations.look();
    assertEquals(0, revocations.size());
    assertEquals(List.of(), ended);
  }

  @Test
  void asLongAsNobodyCanSayItGoesOn() {
    Revocations unsure =
        new Revocations(
            token -> {
              throw Refusal.of(Refusal.Reason.LOGIN_UNAVAILABLE, "away").asException();
            });
    unsure.standing("a", ONE).watch(() -> false, why -> end("a", why));
    unsure.look();

    assertEquals(1, unsure.size());
    assertEquals(List.of(), ended);
  }
}
