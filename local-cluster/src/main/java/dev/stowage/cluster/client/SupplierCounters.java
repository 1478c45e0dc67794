package dev.stowage.cluster.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What suppliers count of themselves, read from where they tell their metrics.
public final class SupplierCounters {

    /// With which the names of suppliers begin that joined a cluster later.
    public static final String JOINED = "joined-";

    private SupplierCounters() {}

    /// A counter of each supplier.
    ///
    /// @param services where services of suppliers tell their metrics
    /// @param name as in `stowage_records_stored_bytes_total`
    /// @return by the supplier's name; those that count nothing of the kind are left out
    public static Map<String, Long> read(List<URI> services, String name)
            throws IOException, InterruptedException {
        Pattern line =
                Pattern.compile(
                        "^%s\\{[^}]*supplier=\"([^\"]*)\"[^}]*} ([0-9.E]+)$"
                                .formatted(Pattern.quote(name)),
                        Pattern.MULTILINE);
        Map<String, Long> counted = new TreeMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (URI service : services) {
                String body =
                        http.send(HttpRequest.newBuilder(service).build(), BodyHandlers.ofString())
                                .body();
                int number = services.indexOf(service);
                String of = number == 0 ? "" : JOINED + number + "/";
                line.matcher(body)
                        .results()
                        .forEach(each -> counted.merge(of + each.group(1), value(each), Long::sum));
            }
        }
        return counted;
    }

    private static long value(MatchResult line) {
        return (long) Double.parseDouble(line.group(2));
    }
}
