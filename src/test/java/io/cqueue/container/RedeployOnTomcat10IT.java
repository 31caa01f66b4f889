package io.cqueue.container;

import java.nio.file.Path;

/** Redeploying on Tomcat 10.1. */
final class RedeployOnTomcat10IT extends RedeployOnTomcat {

  @Override
  Path home() {
    return Dist.home("tomcat10");
  }
}
