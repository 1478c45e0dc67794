package dev.stowage.protocol.wire;

import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.LiveSetKept;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/// Carries live sets over HTTP: the body is the signed live set and nothing else. The length must
/// be announced.
public final class LiveSetConverter extends AbstractHttpMessageConverter<SignedLiveSet> {

    public LiveSetConverter() {
        super(MediaType.parseMediaType(LiveSetKept.MEDIA_TYPE));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == SignedLiveSet.class;
    }

    @Override
    protected SignedLiveSet readInternal(
            Class<? extends SignedLiveSet> type, HttpInputMessage message) throws IOException {
        byte[] body = AnnouncedBody.read("a live set", message, SignedLiveSet.MAX_BYTES);
        try {
            return SignedLiveSet.ofBytes(body);
        } catch (IllegalArgumentException malformed) {
            throw new Fault(FaultCode.MALFORMED, String.valueOf(malformed.getMessage()), malformed);
        }
    }

    @Override
    protected void writeInternal(SignedLiveSet signed, HttpOutputMessage message)
            throws IOException {
        message.getBody().write(signed.toBytes());
        message.getBody().flush();
    }

    @Override
    protected Long getContentLength(SignedLiveSet signed, @Nullable MediaType type) {
        return (long) signed.length();
    }
}
