package dev.stowage.cluster.up;

import java.net.URI;

/// What a newcomer types next.
final class NextSteps {

    private NextSteps() {}

    static String after(URI gateway) {
        return """
        ready %1$s

        Type next, in another terminal:

          ACCOUNT=$(curl -s %1$s/v1/accounts -H 'Content-Type: application/json' -d '{"password":"correct horse battery","neededSpace":4000000000}' | tee /dev/stderr | sed 's/.*"account":\\([0-9]*\\).*/\\1/')
          curl -u "$ACCOUNT:correct horse battery" -T README.md %1$s/v1/files/README.md
          curl -u "$ACCOUNT:correct horse battery" %1$s/v1/folders/
          curl -u "$ACCOUNT:correct horse battery" %1$s/v1/files/README.md | cmp - README.md && echo equal

        Every call: %1$s/docs · stop with Ctrl-C"""
                .formatted(gateway);
    }
}
