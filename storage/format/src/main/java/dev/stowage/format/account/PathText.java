package dev.stowage.format.account;

/// The rule of paths: 1 … 1024 bytes of UTF-8, parts between slashes, kept as given.
final class PathText {

    static final int MAX_BYTES = 1024;

    private PathText() {}

    static void require(String text) {
        int length = utf8Length(text);
        if (length < 1 || length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a path has 1 … %d bytes of UTF-8, got %d".formatted(MAX_BYTES, length));
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a path holds no NUL, this one does at character " + text.indexOf('\0'));
        }
        for (int start = 0; start <= text.length(); ) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            requirePart(text, start, end);
            start = end + 1;
        }
    }

    private static void requirePart(String text, int start, int end) {
        int length = end - start;
        if (length == 0) {
            throw new IllegalArgumentException(
                    "a path has no empty parts: no slash first, last or twice");
        }
        if (length <= 2 && text.startsWith("..".substring(2 - length), start)) {
            throw new IllegalArgumentException(
                    "\"%s\" is no part of a path".formatted(text.substring(start, end)));
        }
    }

    /// Without an encoder: a million paths are looked at when a large account is opened.
    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < 0x80) {
                length++;
            } else if (letter < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(letter)) {
                length += 3;
            } else if (i + 1 < text.length()
                    && Character.isSurrogatePair(letter, text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                throw new IllegalArgumentException("a path is text, half a character is not");
            }
        }
        return length;
    }
}
