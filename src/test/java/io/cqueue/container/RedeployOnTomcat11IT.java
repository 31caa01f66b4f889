package io.cqueue.container;

import java.nio.file.Path;

/** Redeploying on Tomcat 11. */
final class RedeployOnTomcat11IT extends RedeployOnTomcat {

  @Override
  Path home() {
    return Dist.home("tomcat11");
  }
}
