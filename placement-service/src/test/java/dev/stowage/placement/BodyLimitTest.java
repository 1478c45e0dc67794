package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.protocol.fault.FaultCode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Messages that are longer than any message of ours, over HTTP.
@ExtendWith(HouseExtension.class)
class BodyLimitTest {

    private static final int LIMIT = 8 << 20;

    private final House house;

    BodyLimitTest(House house) {
        this.house = house;
    }

    @Test
    void aBodyThatIsAnnouncedAsTooLongIsRefused() throws Exception {
        requireTooLarge(BodyPublishers.ofByteArray(json(LIMIT + 1)));
    }

    @Test
    void aBodyThatTurnsOutToBeTooLongIsRefused() throws Exception {
        byte[] body = json(LIMIT + 1);
        requireTooLarge(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    @Test
    void aBodyAtTheLimitIsRead() throws Exception {
        HttpResponse<String> answer = post(BodyPublishers.ofByteArray(json(LIMIT)));
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private void requireTooLarge(BodyPublisher body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo(FaultCode.BODY_TOO_LARGE.wireName());
        assertThat(problem.get("limit").asInt()).isEqualTo(LIMIT);
    }

    private HttpResponse<String> post(BodyPublisher body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(house.uri().resolve("/placement/v1/services"))
                        .timeout(Duration.ofMinutes(1))
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    /// A wish to join with a very long code.
    ///
    /// @param length of the body in bytes
    private static byte[] json(int length) {
        String head = "{\"joinCode\":\"";
        String tail = "\"}";
        String code = "x".repeat(length - head.length() - tail.length());
        return (head + code + tail).getBytes(StandardCharsets.UTF_8);
    }
}
