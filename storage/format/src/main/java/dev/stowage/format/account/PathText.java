package dev.stowage.format.account;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

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
        for (String part : text.split("/", -1)) {
            requirePart(part);
        }
    }

    private static void requirePart(String part) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException(
                    "a path has no empty parts: no slash first, last or twice");
        }
        if (part.equals(".") || part.equals("..")) {
            throw new IllegalArgumentException("\"%s\" is no part of a path".formatted(part));
        }
    }

    private static int utf8Length(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
        } catch (CharacterCodingException half) {
            throw new IllegalArgumentException("a path is text, half a character is not", half);
        }
    }
}
