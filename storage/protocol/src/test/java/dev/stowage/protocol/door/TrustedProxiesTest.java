package dev.stowage.protocol.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is believed when he says for whom he asks.
class TrustedProxiesTest {

    private static final TrustedProxies PROXIES =
            TrustedProxies.of(List.of("127.0.0.1", "10.0.0.0/8", "172.16.0.0/12", "fc00::/7"));

    /// A request of which only the sender and one header are asked.
    private static HttpServletRequest request(String remote, String... headers) {
        return (HttpServletRequest)
                Proxy.newProxyInstance(
                        TrustedProxiesTest.class.getClassLoader(),
                        new Class<?>[] {HttpServletRequest.class},
                        (_, method, _) ->
                                method.getName().equals("getRemoteAddr")
                                        ? remote
                                        : values(headers));
    }

    private static Enumeration<String> values(String... headers) {
        return Collections.enumeration(List.of(headers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7   | 192.0.2.1                          | 203.0.113.7",
                "127.0.0.2     | 192.0.2.1                          | 127.0.0.2",
                "127.0.0.1     | 192.0.2.1                          | 192.0.2.1",
                "127.0.0.1     | 192.0.2.9, 192.0.2.1               | 192.0.2.1",
                "127.0.0.1     | 192.0.2.9, 192.0.2.1, 10.255.0.1   | 192.0.2.1",
                "127.0.0.1     | 10.0.0.1, 10.0.0.2                 | 10.0.0.1",
                "172.31.255.255| 192.0.2.1                          | 192.0.2.1",
                "172.32.0.0    | 192.0.2.1                          | 172.32.0.0",
                "fd00::7       | 2001:db8::1                        | 2001:db8::1",
                "fe00::7       | 2001:db8::1                        | fe00::7",
                "fd00::7%2     | 192.0.2.1                          | 192.0.2.1",
                "127.0.0.1     | 192.0.2.1, nonsense                | 127.0.0.1",
                "127.0.0.1     | 192.0.2.1, localhost, 10.0.0.2     | 10.0.0.2",
                "127.0.0.1     | ''                                 | 127.0.0.1"
            })
    void aHeaderCountsAsFarAsTrustedProxiesWroteIt(String remote, String header, String client) {
        assertThat(PROXIES.clientOf(request(remote, header)))
                .isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void severalHeadersAreOne() {
        assertThat(PROXIES.clientOf(request("10.0.0.1", "192.0.2.9", "192.0.2.1, 10.0.0.2")))
                .isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(PROXIES.clientOf(request("10.0.0.1")))
                .isEqualTo(InetAddress.ofLiteral("10.0.0.1"));
    }

    @Test
    void withoutATrustedProxyNoHeaderCounts() {
        assertThat(TrustedProxies.of(List.of()).clientOf(request("127.0.0.1", "192.0.2.1")))
                .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "fc00::/129", ""})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.of(List.of(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:0:1:2:3:4:5, 2001:db8:0:1:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64"
    })
    void limitsCountNetworks(String address, String network) {
        assertThat(ClientNetwork.of(InetAddress.ofLiteral(address))).hasToString(network);
    }
}
