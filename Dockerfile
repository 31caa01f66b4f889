# The WAR is the same for every processor, so it is built on the builder's own.
FROM --platform=$BUILDPLATFORM maven:3.9-eclipse-temurin-25-alpine AS build
WORKDIR /src
COPY . .
# Unpacked here, so that nothing needs to be written when the server starts.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dmaven.test.skip package \
    && mkdir /app \
    && cd /app \
    && jar -xf /src/target/cqueue.war

FROM eclipse-temurin:25-jre-alpine
LABEL org.opencontainers.image.title="cqueue" \
      org.opencontainers.image.description="A job queue server that anyone can use with curl." \
      org.opencontainers.image.source="https://github.com/cqueue/cqueue" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /app /app
# Listens on all addresses, for which it takes tokens or CQUEUE_INSECURE=true: the container runtime
# decides what is reachable from outside, but only whoever starts it knows that.
ENV CQUEUE_ADDR=0.0.0.0
EXPOSE 3000
USER 10001:10001
# wget is busybox's. The shell form, because the port and the path can be configured.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD wget -q --no-check-certificate -O /dev/null "http${CQUEUE_TLS_CERTIFICATE:+s}://127.0.0.1:${CQUEUE_PORT:-3000}${CQUEUE_CONTEXT_PATH%/}/health/live" || exit 1
# Java is process 1 and gets SIGTERM itself. More options for it: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-cp", "/app", "io.cqueue.boot.Launcher"]
