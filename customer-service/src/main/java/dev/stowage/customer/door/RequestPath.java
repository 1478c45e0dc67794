package dev.stowage.customer.door;

import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FolderPath;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Paths as they stand in requests. Taken from the request line as it was sent: nothing is
/// normalized, and what is not plain is refused.
final class RequestPath {

    private RequestPath() {}

    /// @param uri the path of the request, still percent-encoded
    /// @param prefix what stands before the file's path
    /// @throws Fault `invalid-path`
    static FilePath file(String uri, String prefix) {
        if (!uri.startsWith(prefix)) {
            throw invalid("the path cannot be read");
        }
        return file(decode(uri.substring(prefix.length())));
    }

    static FilePath file(String path) {
        try {
            return new FilePath(path);
        } catch (IllegalArgumentException malformed) {
            throw invalid(String.valueOf(malformed.getMessage()));
        }
    }

    static FolderPath folder(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        try {
            return new FolderPath(bare);
        } catch (IllegalArgumentException malformed) {
            throw invalid(String.valueOf(malformed.getMessage()));
        }
    }

    private static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int index = 0; index < encoded.length(); index++) {
            char c = encoded.charAt(index);
            if (c == '%') {
                bytes.write(hex(encoded, index + 1) << 4 | hex(encoded, index + 2));
                index += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                throw invalid("a path is percent-encoded where it is not ASCII");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw invalid("a path is UTF-8, this one is not");
        }
    }

    private static int hex(String text, int index) {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw invalid("a percent sign in a path is followed by two hexadecimal digits");
        }
        return digit;
    }

    private static Fault invalid(String detail) {
        return new Fault(FaultCode.INVALID_PATH, detail);
    }
}
