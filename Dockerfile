# One image for each service, from the jar that `mvn package` built:
#   docker build --build-arg SERVICE=gateway-service --tag stowage/gateway-service .
# In a container every service listens on 8080 and keeps what it must keep in /data.
ARG JRE_IMAGE=eclipse-temurin:25-jre

# Unpacked, a jar starts in two thirds of the time, and what changes seldom gets a layer of its own.
FROM ${JRE_IMAGE} AS unpacked
LABEL dev.stowage.image=true
ARG SERVICE
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar /unpacked/service.jar
RUN java -Djarmode=tools -jar /unpacked/service.jar extract --layers --destination /unpacked/layers

FROM ${JRE_IMAGE}
LABEL dev.stowage.image=true
RUN mkdir /data && chown 10001:10001 /data
ENV SERVER_PORT=8080 LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=300s --retries=6 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status == 200 ]]"]
# Virtual threads that load classes hold their carrier; with few carriers (processors) all could wait for one without.
# Half of the memory is heap; the rest serves buffers, classes and threads. More flags: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--add-modules", "jdk.incubator.vector", "-Djdk.virtualThreadScheduler.parallelism=16", "-jar", "/service/service.jar"]
COPY --from=unpacked /unpacked/layers/dependencies/ /service/
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ /service/
COPY --from=unpacked /unpacked/layers/application/ /service/
