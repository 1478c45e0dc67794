package dev.stowage.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Which version of the database a write of H2 brings: it says so in the text at its beginning.
final class WrittenVersion {

    private static final String BEGINNING = "chunk:";
    private static final String KEY = ",version:";
    private static final int HEADER_BYTES = 1024;
    private static final int RADIX = 16;

    private WrittenVersion() {}

    /// @param source what is written, left as it is
    /// @return the version, 0 if it names none
    static long of(ByteBuffer source) {
        byte[] bytes = new byte[Math.min(source.remaining(), HEADER_BYTES)];
        source.get(source.position(), bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int key = text.startsWith(BEGINNING) ? text.indexOf(KEY) : -1;
        long version = 0;
        for (int i = key + KEY.length(); key >= 0 && i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), RADIX);
            if (digit < 0) {
                return version;
            }
            version = version * RADIX + digit;
        }
        return 0;
    }
}
