package dev.stowage.gateway.customer;

import java.io.IOException;

/// The connection broke after some of a body had gone through: the call must not be made again.
final class BodyTouched extends IOException {

    private static final long serialVersionUID = 1;

    BodyTouched(IOException cause) {
        super(cause);
    }
}
