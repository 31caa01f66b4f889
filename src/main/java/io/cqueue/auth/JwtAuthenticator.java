package io.cqueue.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.cqueue.core.Authenticator;
import io.cqueue.core.Caller;
import io.cqueue.core.Refusal;
import io.cqueue.core.RefusedException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that an OpenID Connect issuer has signed (JWT). Its keys come from a URL, are kept for a
 * while, and are fetched again when a token is signed with one that is not known yet. Only
 * signatures by a private key count, never one by a shared secret, and never none. Thread-safe.
 */
public final class JwtAuthenticator implements Authenticator {

  /** The claim with the roles: an array, or a text with spaces or commas. */
  private static final String ROLES = "cqueue_roles";

  /** The claim with the queues, of the same form. */
  private static final String QUEUES = "cqueue_queues";

  private static final Logger LOG = LoggerFactory.getLogger(JwtAuthenticator.class);

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final int FETCH_MILLIS = 5_000;
  private static final int MAX_KEYS_BYTES = 1 << 20;
  private static final Duration KEEP_KEYS = Duration.ofMinutes(5);

  /** How long keys that were fetched last are good if there are no newer ones to be had. */
  private static final Duration OUTAGE = Duration.ofHours(4);

  private final DefaultJWTProcessor<SecurityContext> processor;

  /** Whether there has been a token that was signed with one of the issuer's keys. */
  private volatile boolean hasKeys;

  /**
   * Trusts an issuer.
   *
   * @param issuer what its tokens say of where they come from
   * @param audience what they say of whom they are for
   * @param keys where its keys are
   * @param clock says which tokens are over
   */
  public JwtAuthenticator(String issuer, String audience, URI keys, InstantSource clock) {
    this.processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source(keys)));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            audience,
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("sub", "exp", ROLES, QUEUES)) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
  }

  private static JWKSource<SecurityContext> source(URI keys) {
    URL url;
    try {
      url = keys.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(keys + " is no URL", e);
    }
    return JWKSourceBuilder.create(
            url, new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, MAX_KEYS_BYTES))
        .cache(KEEP_KEYS.toMillis(), 2L * FETCH_MILLIS)
        .refreshAheadCache(false) // it would have threads of its own
        .retrying(true)
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }

  @Override
  public @Nullable Caller authenticate(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      hasKeys = true;
      return caller(claims);
    } catch (KeySourceException e) {
      if (hasKeys && e instanceof RateLimitReachedException) {
        LOG.debug("A token is refused: its key is not among those fetched just now", e);
        return null;
      }
      LOG.warn("The keys of the issuer of tokens cannot be had: {}", e.getMessage());
      throw Refusal.of(
              Refusal.Reason.LOGIN_UNAVAILABLE, "The issuer of this token cannot be asked now.")
          .asException();
    } catch (BadJOSEException | JOSEException | ParseException | RefusedException e) {
      LOG.debug("A token is refused", e);
      return null;
    }
  }

  private static Caller caller(JWTClaimsSet claims) throws ParseException {
    return new Caller(
        claims.getSubject(), TokenLine.roles(words(claims, ROLES)), words(claims, QUEUES));
  }

  private static List<String> words(JWTClaimsSet claims, String name) throws ParseException {
    if (claims.getClaim(name) instanceof String text) {
      return Arrays.stream(text.split("[ ,]+", -1)).filter(word -> !word.isEmpty()).toList();
    }
    return claims.getStringListClaim(name);
  }
}
