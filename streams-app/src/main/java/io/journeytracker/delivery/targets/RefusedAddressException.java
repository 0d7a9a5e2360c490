package io.journeytracker.delivery.targets;

import java.io.IOException;

/** An address that messages may not go to. The message says why; it holds neither the path nor what a name was resolved to. */
public final class RefusedAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedAddressException(String message) {
        super(message);
    }
}
