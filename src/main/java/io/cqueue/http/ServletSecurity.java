package io.cqueue.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** What the servlet container knows of who asks, asked only when Jersey wants to know. */
record ServletSecurity(HttpServletRequest request) implements SecurityContext {

  @Override
  public @Nullable Principal getUserPrincipal() {
    return request.getUserPrincipal();
  }

  @Override
  public boolean isUserInRole(String role) {
    return request.isUserInRole(role);
  }

  @Override
  public boolean isSecure() {
    return request.isSecure();
  }

  @Override
  public @Nullable String getAuthenticationScheme() {
    return request.getAuthType();
  }
}
