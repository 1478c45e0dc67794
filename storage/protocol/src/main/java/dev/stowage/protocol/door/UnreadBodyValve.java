package dev.stowage.protocol.door;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets whoever sends a body hear why it is refused. Were its connection closed while it sends, the
/// system would throw the answer away with what was not read; so the answer is sent, and then what
/// still comes is read and dropped, until the sender has heard and stops.
final class UnreadBodyValve extends ValveBase {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadBodyValve.class);

    private static final int FIRST_REFUSAL = 400;
    private static final long MOST_BYTES = 80_000_000;
    private static final Duration MOST_TIME = Duration.ofSeconds(10);

    UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (response.getStatus() < FIRST_REFUSAL || !isUnread(request)) {
            return;
        }
        response.finishResponse();
        if (hasBrokenOff(request) || !isDropped(request)) {
            // Tomcat would wait for the rest itself.
            request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
        }
    }

    /// Nothing more comes of a body that broke off, or was waited for in vain.
    private static boolean hasBrokenOff(Request request) {
        return request.getCoyoteRequest().getErrorException() != null;
    }

    /// Whoever asked first whether the body is welcome, and was not told so, sends none.
    private static boolean isUnread(Request request) {
        boolean waits =
                request.getCoyoteRequest().hasExpectation()
                        && request.getCoyoteRequest().getBytesRead() == 0;
        return !request.isAsync() && !request.isFinished() && !waits;
    }

    /// Past the servlet's stream, which may be closed by now.
    ///
    /// @return whether all came
    private static boolean isDropped(Request request) {
        long until = System.nanoTime() + MOST_TIME.toNanos();
        Dropped dropped = new Dropped();
        try {
            long bytes = 0;
            while (bytes < MOST_BYTES && System.nanoTime() < until) {
                int read = request.getCoyoteRequest().doRead(dropped);
                if (read < 0) {
                    return true;
                }
                bytes += read;
            }
        } catch (IOException stopped) {
            LOG.debug("whoever was refused sends no more: {}", stopped.getMessage());
        }
        return false;
    }

    /// Where Tomcat shows what it has read.
    private static final class Dropped implements ApplicationBufferHandler {

        private ByteBuffer bytes = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer read) {
            bytes = read;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // Tomcat shows its own memory.
        }
    }
}
