package dev.stowage.cluster.process;

import static dev.stowage.cluster.process.Visitor.assertRefused;
import static dev.stowage.cluster.process.Visitor.json;
import static dev.stowage.cluster.process.Visitor.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.key.Pepper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two customer-services, two writers of one file who do not know of each other.
class ConflictingWritesTest {

    private static final String FILE = "a/file";
    private static final byte[] LATE = random(300_000);
    private static final byte[] EARLY = random(200_000);

    @TempDir Path data;

    @Test
    void bothContentsCanBeHadAndEitherCanBeTheCurrentOne() throws Exception {
        try (LocalCluster cluster =
                        LocalCluster.start(ClusterSettings.of(data.resolve("house"), 0));
                CustomerReplica other =
                        CustomerReplica.start(data.resolve("other"), settings(cluster));
                Visitor visitor = new Visitor(cluster.gateway(), 100_000_000)) {
            HttpResponse<String> early;
            String late;
            try (RawRequest.Begun put =
                    RawRequest.to(cluster.gateway()).put(visitor, FILE, LATE.length).begin()) {
                early = putAt(other, visitor);
                late = put.finish(LATE);
            }
            assertThat(early.statusCode()).isEqualTo(201);
            assertThat(late).startsWith("HTTP/1.1 200");
            String kept = tag(early);
            assertThat(late).contains("Stowage-Kept-Version: " + kept + "\r\n");

            seeBoth(visitor, kept);
            swap(visitor, kept);
            removeOne(visitor, kept);
            refuseWhatMakesNoSense(visitor, kept);
        }
    }

    private static ReplicaSettings settings(LocalCluster cluster) throws Exception {
        return new ReplicaSettings(
                cluster.placement(),
                cluster.joinCode(),
                Pepper.random(new SecureRandom()).dangerousText(),
                Duration.ofMinutes(10));
    }

    private static HttpResponse<String> putAt(CustomerReplica service, Visitor visitor)
            throws Exception {
        return visitor.send(
                HttpRequest.newBuilder(service.url().resolve("/v1/files/" + FILE))
                        .header("Authorization", visitor.credentials())
                        .PUT(BodyPublishers.ofByteArray(EARLY)));
    }

    private static void seeBoth(Visitor visitor, String kept) throws Exception {
        assertThat(visitor.get(FILE).body()).isEqualTo(LATE);
        HttpResponse<byte[]> whole = visitor.fetch(version(visitor, kept).GET());
        assertThat(whole.body()).isEqualTo(EARLY);
        assertThat(whole.headers().firstValue("ETag")).contains('"' + kept + '"');
        HttpResponse<byte[]> part =
                visitor.fetch(version(visitor, kept).header("Range", "bytes=10-19").GET());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).hasSize(10).startsWith(EARLY[10], EARLY[11]);
        HttpResponse<String> head = visitor.send(version(visitor, kept).HEAD());
        assertThat(head.headers().firstValue("Content-Length")).contains("" + EARLY.length);

        JsonNode versions = versions(visitor);
        assertThat(versions.path("path").stringValue()).isEqualTo(FILE);
        assertThat(versions.path("current").path("size").intValue()).isEqualTo(LATE.length);
        assertThat(versions.path("kept").size()).isEqualTo(1);
        assertThat(versions.path("kept").get(0).path("etag").stringValue()).isEqualTo(kept);
        assertThat(versions.path("kept").get(0).path("size").intValue()).isEqualTo(EARLY.length);
        assertThat(listed(visitor).path("versions").intValue()).isEqualTo(2);
        JsonNode account = json(visitor.send(visitor.at("/v1/account").GET()));
        assertThat(account.path("keptVersions").intValue()).isEqualTo(1);
        assertThat(account.path("files").intValue()).isEqualTo(1);
        assertThat(account.path("bytes").intValue()).isEqualTo(LATE.length + EARLY.length);
    }

    private static void swap(Visitor visitor, String kept) throws Exception {
        String current = versions(visitor).path("current").path("etag").stringValue();

        HttpResponse<String> restored = visitor.send(restore(visitor, kept));

        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(tag(restored)).isEqualTo(kept);
        assertThat(restored.headers().firstValue("Stowage-Kept-Version")).contains(current);
        assertThat(visitor.get(FILE).body()).isEqualTo(EARLY);
        assertThat(visitor.fetch(version(visitor, current).GET()).body()).isEqualTo(LATE);
        assertThat(visitor.send(restore(visitor, current)).statusCode()).isEqualTo(200);
        assertThat(visitor.get(FILE).body()).isEqualTo(LATE);
    }

    private static void removeOne(Visitor visitor, String kept) throws Exception {
        assertThat(visitor.send(version(visitor, kept).DELETE()).statusCode()).isEqualTo(204);

        assertThat(versions(visitor).path("kept").size()).isZero();
        assertThat(listed(visitor).path("versions").isNull()).isTrue();
        assertThat(visitor.get(FILE).body()).isEqualTo(LATE);
        for (HttpRequest.Builder request :
                new HttpRequest.Builder[] {
                    version(visitor, kept).GET(),
                    version(visitor, kept).DELETE(),
                    restore(visitor, kept)
                }) {
            assertRefused(visitor.send(request), 404, "version-not-found");
        }
    }

    private static void refuseWhatMakesNoSense(Visitor visitor, String gone) throws Exception {
        String current = versions(visitor).path("current").path("etag").stringValue();
        assertRefused(visitor.send(version(visitor, current).DELETE()), 412, "precondition-failed");
        HttpRequest.Builder[] senseless = {
            visitor.file(FILE).POST(BodyPublishers.noBody()),
            version(visitor, gone).PUT(BodyPublishers.ofString("x")),
            version(visitor, "1-1-1-1-1").GET(),
            version(visitor, "").GET(),
            version(visitor, gone + "&version=" + gone).GET(),
        };
        for (HttpRequest.Builder request : senseless) {
            assertRefused(visitor.send(request), 400, "invalid-request");
        }
        assertRefused(
                visitor.send(visitor.at("/v1/versions/a/nothing").GET()), 404, "file-not-found");
    }

    private static HttpRequest.Builder version(Visitor visitor, String version) {
        return visitor.file(FILE + "?version=" + version);
    }

    private static HttpRequest.Builder restore(Visitor visitor, String version) {
        return version(visitor, version).POST(BodyPublishers.noBody());
    }

    private static JsonNode versions(Visitor visitor) throws Exception {
        return json(visitor.send(visitor.at("/v1/versions/" + FILE).GET()));
    }

    private static JsonNode listed(Visitor visitor) throws Exception {
        return json(visitor.send(visitor.at("/v1/folders/a").GET()))
                .path("entries")
                .get(0)
                .path("file");
    }

    private static String tag(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").orElseThrow().replace("\"", "");
    }
}
