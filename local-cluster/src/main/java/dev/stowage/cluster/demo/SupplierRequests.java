package dev.stowage.cluster.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/// Requests about records that suppliers have answered, from their metrics.
final class SupplierRequests {

    private static final Pattern RECORD_REQUESTS =
            Pattern.compile(
                    "^http_server_requests_seconds_count\\{.*uri=\"/supplier/v1/records.*} ([0-9.E]+)$",
                    Pattern.MULTILINE);

    private SupplierRequests() {}

    static long count(URI metrics) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body =
                    http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                            .body();
            return (long)
                    RECORD_REQUESTS
                            .matcher(body)
                            .results()
                            .mapToDouble(line -> Double.parseDouble(line.group(1)))
                            .sum();
        }
    }
}
