package dev.stowage.cluster;

import java.io.PrintStream;

/// The launcher's program: reads the command and runs it.
public final class Stowage {

    private static final String HELP =
            """
            usage: stowage COMMAND [OPTION…]

              help    shows this page
            """;

    private Stowage() {}

    public static void main(String[] arguments) {
        boolean asked = arguments.length > 0 && arguments[0].equals("help");
        PrintStream page = asked ? System.out : System.err;
        page.print(HELP);
        if (!asked) {
            System.exit(2);
        }
    }
}
