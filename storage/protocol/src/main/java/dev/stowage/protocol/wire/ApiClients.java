package dev.stowage.protocol.wire;

import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.fault.FaultDecoder;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.json.JsonMapper;

/// Clients of the services' interfaces over one bounded pool of connections. Every call has
/// time-outs; failures come as faults; the trace goes along.
public final class ApiClients implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);

    /// No service starts anew in so short a time: a connection that rested less is to the one that
    /// answered last, or to none. To look at one that rested longer costs a millisecond, but a
    /// request on one that the service's end closed would fail.
    private static final TimeValue TRUSTED_REST = TimeValue.ofMilliseconds(500);

    private static final int CONNECTIONS_PER_ROUTE = 128;
    private static final int CONNECTIONS = 2048;

    private final CloseableHttpClient http;
    private final HttpComponentsClientHttpRequestFactory requests;
    private final ObservationRegistry observations;
    private final JsonMapper json;
    private final Consumer<HttpHeaders> company;

    /// @param silence how long a connection may say nothing before the call fails
    public ApiClients(Duration silence, ObservationRegistry observations) {
        this(silence, observations, _ -> {});
    }

    /// @param company gives every request the headers that go along with it
    public ApiClients(
            Duration silence, ObservationRegistry observations, Consumer<HttpHeaders> company) {
        this.http = newHttpClient(silence);
        this.requests = new HttpComponentsClientHttpRequestFactory(http);
        this.observations = observations;
        this.company = company;
        this.json = JsonMapper.builder().addModule(new StowageJson()).build();
    }

    private static CloseableHttpClient newHttpClient(Duration silence) {
        Timeout silenceTimeout = Timeout.of(silence);
        PoolingHttpClientConnectionManager connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(CONNECTIONS_PER_ROUTE)
                        .setMaxConnTotal(CONNECTIONS)
                        .setDefaultSocketConfig(
                                SocketConfig.custom()
                                        .setTcpNoDelay(true)
                                        .setSoTimeout(silenceTimeout)
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(CONNECT))
                                        .setSocketTimeout(silenceTimeout)
                                        .setValidateAfterInactivity(TRUSTED_REST)
                                        .build())
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .responseOutOfOrderStrategy(ApiClients::isAnswered)
                                        .build())
                        .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                // An answer that asks for the body must not come while it is sent unasked.
                .setRequestExecutor(
                        HttpRequestExecutor.builder().withWaitForContinue(silenceTimeout).build())
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(Timeout.of(WAIT_FOR_CONNECTION))
                                .setResponseTimeout(silenceTimeout)
                                .build())
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAuthCaching()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.of(30, TimeUnit.SECONDS))
                .build();
    }

    /// Whether the service has answered before it has read the whole body: it will not read the
    /// rest, and who goes on sending finds the connection broken instead of the answer.
    private static boolean isAnswered(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            InputStream answer,
            long sent,
            long next)
            throws IOException {
        return answer.available() > 0;
    }

    /// A client of the service at `base`.
    ///
    /// @param away the fault when it does not answer
    public <A> A client(Class<A> api, URI base, FaultCode away) {
        RestClientAdapter adapter = RestClientAdapter.create(restClient(base, away));
        return HttpServiceProxyFactory.builderFor(new FaultAdapter(adapter, base, away))
                .build()
                .createClient(api);
    }

    /// A client for calls whose bodies are streamed by hand; connection failures are not yet faults
    /// here.
    public RestClient restClient(URI base, FaultCode away) {
        return RestClient.builder()
                .baseUrl(base)
                .requestFactory(requests)
                .requestInitializer(request -> company.accept(request.getHeaders()))
                .observationRegistry(observations)
                .configureMessageConverters(
                        converters ->
                                converters
                                        .registerDefaults()
                                        .withJsonConverter(
                                                new JacksonJsonHttpMessageConverter(json))
                                        .addCustomConverter(new RecordsConverter())
                                        .addCustomConverter(new LiveSetConverter()))
                .defaultStatusHandler(new FaultDecoder(away))
                .build();
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }
}
