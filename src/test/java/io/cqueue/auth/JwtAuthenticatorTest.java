package io.cqueue.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cqueue.core.Caller;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import io.cqueue.core.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JwtAuthenticatorTest {

  private final Issuer issuer;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final JwtAuthenticator tokens;

  JwtAuthenticatorTest() throws IOException, JOSEException {
    issuer = new Issuer();
    tokens = new JwtAuthenticator(Issuer.NAME, Issuer.AUDIENCE, issuer.keys(), () -> now);
  }

  @AfterEach
  void close() {
    issuer.close();
  }

  private JWTClaimsSet.Builder claims() {
    return Issuer.claims(now);
  }

  private void assertRefused(JWTClaimsSet.Builder claims) throws JOSEException {
    assertNull(tokens.authenticate(issuer.sign(claims.build())));
  }

  @Test
  void theClaimsSayWhoItIsAndWhatThatOneMayDo() throws JOSEException {
    Caller caller = tokens.authenticate(issuer.sign(claims().build()));

    assertEquals(
        new Caller("someone", Set.of(Role.PRODUCE, Role.READ), List.of("mail", "news-*")), caller);
  }

  @Test
  void claimsMayBeTextsToo() throws JOSEException {
    JWTClaimsSet texts =
        claims().claim("cqueue_roles", "read operate").claim("cqueue_queues", "a, b-*").build();

    assertEquals(
        new Caller("someone", Set.of(Role.OPERATE, Role.READ), List.of("a", "b-*")),
        tokens.authenticate(issuer.sign(texts)));
  }

  @Test
  void keysAreFetchedOnceAndAgainForOneThatIsNotKnown() throws JOSEException {
    String before = issuer.sign(claims().build());
    assertNotNull(tokens.authenticate(before));
    assertNotNull(tokens.authenticate(before));
    assertEquals(1, issuer.asked());

    issuer.rotateTo(Issuer.ec("second"));
    assertNotNull(tokens.authenticate(issuer.sign(claims().build())));
    assertEquals(2, issuer.asked());
    assertNull(tokens.authenticate(before), "its key is not there any more");
  }

  @Test
  void aSignatureByAnotherKeyOfTheSameNameIsRefused() throws JOSEException {
    String forged = Issuer.sign(claims().build(), Issuer.rsa(issuer.key().getKeyID()));

    assertNull(tokens.authenticate(forged));
  }

  @Test
  void aTokenThatNobodySignedIsRefused() {
    assertNull(tokens.authenticate(new PlainJWT(claims().build()).serialize()));
  }

  @Test
  void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID()).build(),
            claims().build());
    token.sign(new MACSigner(issuer.key().toPublicJWK().toJSONString()));

    assertNull(tokens.authenticate(token.serialize()));
  }

  @Test
  void aTokenHasItsTime() throws JOSEException {
    String token = issuer.sign(claims().notBeforeTime(Date.from(now)).build());
    Instant start = now;
    assertNotNull(tokens.authenticate(token));
    now = start.minus(Duration.ofMinutes(2));
    assertNull(tokens.authenticate(token));
    now = start.plus(Duration.ofMinutes(12));
    assertNull(tokens.authenticate(token));
  }

  @Test
  void aTokenOfOrForSomeoneElseIsRefused() throws JOSEException {
    assertRefused(claims().issuer("https://other.example"));
    assertRefused(claims().issuer(null));
    assertRefused(claims().audience("other"));
    assertRefused(claims().audience((String) null));
  }

  @Test
  void aTokenThatDoesNotSayAllIsRefused() throws JOSEException {
    assertRefused(claims().subject(null));
    assertRefused(claims().expirationTime(null));
    assertRefused(claims().claim("cqueue_roles", null));
    assertRefused(claims().claim("cqueue_queues", null));
    assertRefused(claims().claim("cqueue_roles", List.of("root")));
    assertRefused(claims().claim("cqueue_roles", 7));
    assertRefused(claims().claim("cqueue_queues", List.of("a*b")));
    assertRefused(claims().subject("a\nb"));
  }

  @Test
  void whatIsNoSuchTokenIsRefused() {
    for (String text : List.of("", "x", "a.b.c", "cq_0123456789", "eyJhbGciOiJub25lIn0.e30.")) {
      assertNull(tokens.authenticate(text), text);
    }
    assertEquals(0, issuer.asked());
  }

  @Test
  void whereTheKeysCannotBeHadNobodyIsCalledUnknown() throws JOSEException {
    issuer.goDown();
    String token = issuer.sign(claims().build());

    RefusedException refused =
        assertThrows(RefusedException.class, () -> tokens.authenticate(token));
    assertEquals(Refusal.Reason.LOGIN_UNAVAILABLE, refused.refusal().reason());
  }
}
