package dev.stowage.customer.session;

import dev.stowage.format.key.OpenSession;
import dev.stowage.protocol.door.ClientNetwork;
import java.nio.charset.StandardCharsets;

/// Who asks, before it is known who he is.
///
/// @param network where he is
/// @param label what he says that he is; shortened to what a list of sessions keeps
public record Caller(ClientNetwork network, String label) {

    public Caller {
        label = shortened(label);
    }

    /// Without what does not print, as many whole characters as fit.
    private static String shortened(String text) {
        StringBuilder label = new StringBuilder();
        int bytes = 0;
        for (int character :
                text.codePoints().filter(Caller::isPrinted).limit(MOST_CHARACTERS).toArray()) {
            String next = Character.toString(character);
            bytes += next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > OpenSession.MAX_LABEL_BYTES) {
                break;
            }
            label.append(next);
        }
        return label.toString();
    }

    private static final int MOST_CHARACTERS = OpenSession.MAX_LABEL_BYTES;

    private static boolean isPrinted(int character) {
        return !Character.isISOControl(character)
                && Character.isDefined(character)
                && Character.getType(character) != Character.SURROGATE
                && Character.getType(character) != Character.FORMAT;
    }
}
