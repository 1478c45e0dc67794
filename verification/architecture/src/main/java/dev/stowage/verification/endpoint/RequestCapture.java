package dev.stowage.verification.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// A server that listens to what clients of ours send, and answers nothing of use.
public final class RequestCapture implements AutoCloseable {

    private static final byte[] ANSWER =
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final int PATIENCE_MILLIS = 30_000;

    private final ServerSocket server;

    public RequestCapture() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// Catches the first request that a call sends; whatever the call makes of the answer is of no
    /// interest.
    public Request of(Runnable call) throws IOException {
        Thread caller =
                Thread.ofVirtual()
                        .unstarted(
                                () -> {
                                    try {
                                        call.run();
                                    } catch (RuntimeException noAnswer) {
                                        // nobody answers here
                                    }
                                });
        caller.start();
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            Request request = read(new BufferedInputStream(socket.getInputStream()));
            socket.getOutputStream().write(ANSWER);
            socket.shutdownOutput();
            return request;
        } finally {
            caller.interrupt();
        }
    }

    /// Catches one request of every method of an interface.
    ///
    /// @param client of [#uri]
    /// @param calls one for each method
    /// @return the requests by the names of their methods
    /// @throws IllegalArgumentException if a method is not called
    public <T> Map<String, Request> ofAll(Class<T> api, T client, List<Consumer<T>> calls)
            throws IOException {
        Map<String, Request> requests = new TreeMap<>();
        for (Consumer<T> call : calls) {
            AtomicReference<String> name = new AtomicReference<>("");
            T named = naming(api, client, name);
            Request request = of(() -> call.accept(named));
            requests.put(name.get(), request);
        }
        for (Method method : api.getDeclaredMethods()) {
            if (Modifier.isAbstract(method.getModifiers())
                    && !requests.containsKey(method.getName())) {
                throw new IllegalArgumentException(
                        "%s.%s is not called".formatted(api.getSimpleName(), method.getName()));
            }
        }
        return requests;
    }

    private static <T> T naming(Class<T> api, T client, AtomicReference<String> name) {
        return api.cast(
                Proxy.newProxyInstance(
                        api.getClassLoader(),
                        new Class<?>[] {api},
                        (_, method, arguments) -> {
                            name.set(method.getName());
                            return method.invoke(client, arguments);
                        }));
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        List<String> headers = new ArrayList<>();
        byte[] body = {};
        boolean isChunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                body = new byte[Integer.parseInt(header.substring(15).strip())];
            } else if (lower.startsWith("transfer-encoding:")) {
                isChunked = true;
            } else {
                headers.add(header);
            }
        }
        in.readNBytes(body, 0, body.length);
        String text = latin(isChunked ? unchunked(in) : body);
        return new Request(first[0], first[1], headers, text);
    }

    /// A body that comes in parts, each after its length (RFC 9112 §7.1).
    private static byte[] unchunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = hex(line(in)); length > 0; length = hex(line(in))) {
            body.writeBytes(in.readNBytes(length));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int hex(String number) {
        return Integer.parseInt(number, 16);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
