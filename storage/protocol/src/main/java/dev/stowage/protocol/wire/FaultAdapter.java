package dev.stowage.protocol.wire;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpExchangeAdapterDecorator;
import org.springframework.web.service.invoker.HttpRequestValues;

/// Says as a fault that a service does not answer.
final class FaultAdapter extends HttpExchangeAdapterDecorator {

    private final URI base;
    private final FaultCode away;

    FaultAdapter(HttpExchangeAdapter delegate, URI base, FaultCode away) {
        super(delegate);
        this.base = base;
        this.away = away;
    }

    @Override
    public void exchange(HttpRequestValues request) {
        translated(
                () -> {
                    super.exchange(request);
                    return null;
                });
    }

    @Override
    public HttpHeaders exchangeForHeaders(HttpRequestValues request) {
        return require(translated(() -> super.exchangeForHeaders(request)));
    }

    @Override
    public <T> @Nullable T exchangeForBody(
            HttpRequestValues request, ParameterizedTypeReference<T> type) {
        return translated(() -> super.exchangeForBody(request, type));
    }

    @Override
    public ResponseEntity<Void> exchangeForBodilessEntity(HttpRequestValues request) {
        return require(translated(() -> super.exchangeForBodilessEntity(request)));
    }

    @Override
    public <T> ResponseEntity<T> exchangeForEntity(
            HttpRequestValues request, ParameterizedTypeReference<T> type) {
        return require(translated(() -> super.exchangeForEntity(request, type)));
    }

    private <T> @Nullable T translated(Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (ResourceAccessException unreachable) {
            throw away(unreachable);
        } catch (RestClientException broken) {
            if (broken.getMostSpecificCause() instanceof Fault fault) {
                throw fault;
            }
            throw away(broken);
        }
    }

    private Fault away(RestClientException failure) {
        Throwable cause = failure.getMostSpecificCause();
        return new Fault(
                        away,
                        "%s does not answer: %s: %s"
                                .formatted(
                                        base, cause.getClass().getSimpleName(), cause.getMessage()),
                        failure)
                .with("url", base.toString());
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("an exchange gave nothing");
        }
        return value;
    }
}
