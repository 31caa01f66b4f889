/**
 * Who may ask: tokens from a file, or from an OpenID Connect issuer. Both turn what a caller shows
 * into a {@link io.cqueue.core.Caller}. Start at {@link io.cqueue.auth.TokenFile}.
 */
@NullMarked
package io.cqueue.auth;

import org.jspecify.annotations.NullMarked;
