# The WAR is the same for every processor, so it is built on the builder's own.
FROM --platform=$BUILDPLATFORM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
# Unpacked here, so that nothing needs to be written when the server starts.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dmaven.test.skip package \
    && mkdir /app \
    && cd /app \
    && jar -xf /src/target/cqueue.war

FROM eclipse-temurin:25 AS layout
COPY --from=build /app /app
COPY src/image/layout.sh /
RUN sh /layout.sh /app /image

# Java and cqueue alone: no shell, no package manager. `docker debug` brings its own.
FROM scratch
LABEL org.opencontainers.image.title="cqueue" \
      org.opencontainers.image.description="A job queue server that anyone can use with curl." \
      org.opencontainers.image.source="https://github.com/cqueue/cqueue" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=layout /image /
# For the store sqlite, with CQUEUE_DATA=/data and a volume there.
COPY --from=layout --chown=10001:10001 /image/data /data
# Listens on all addresses, for which it takes tokens or CQUEUE_INSECURE=true: the container runtime
# decides what is reachable from outside, but only whoever starts it knows that.
ENV CQUEUE_ADDR=0.0.0.0 \
    PATH=/opt/java/bin
EXPOSE 3000
USER 10001:10001
# With the settings of the server, so it knows where that listens. The options make it start quickly.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=2s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-cp", "/opt/cqueue", "io.cqueue.boot.Launcher", "health", "--live"]
# Java is process 1 and gets SIGTERM itself. More options for it: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-Dorg.sqlite.lib.path=/opt/native", "-cp", "/opt/cqueue", "io.cqueue.boot.Launcher"]
