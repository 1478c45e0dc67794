package dev.stowage.verification.benchmarks.erasure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Sizes of blocks as people write them: 64K, 1M.
final class BlockSize implements ITypeConverter<Long> {

    static final long KIB = 1 << 10;
    static final long MIB = 1 << 20;

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,9})([KM]?)(?:IB)?");
    private static final long MOST = 1L << 30;

    @Override
    public Long convert(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'%s' is no size like 64K or 1M".formatted(text));
        }
        long bytes = Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
        if (bytes > MOST) {
            throw new TypeConversionException("'%s' is more than 1024M".formatted(text));
        }
        return bytes;
    }

    static String text(long bytes) {
        if (bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " B";
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "K" -> KIB;
            case "M" -> MIB;
            default -> 1;
        };
    }
}
