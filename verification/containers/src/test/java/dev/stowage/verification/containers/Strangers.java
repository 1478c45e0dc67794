package dev.stowage.verification.containers;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds what a parser put aside because the model has no field for it.
final class Strangers {

    private final List<String> found = new ArrayList<>();

    private Strangers() {}

    /// @param where the words with which every find begins
    static Stream<String> in(String where, Object document) {
        var strangers = new Strangers();
        strangers.visit(where, document);
        return strangers.found.stream();
    }

    private void visit(String where, Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((key, inner) -> visit(where + "." + key, inner));
            case Collection<?> all -> {
                int index = 0;
                for (Object inner : all) {
                    visit(where + "[" + index++ + "]", inner);
                }
            }
            default -> {
                if (value.getClass().getName().startsWith("io.fabric8.")) {
                    visitFields(where, value);
                }
            }
        }
    }

    private void visitFields(String where, Object value) {
        for (Method getter : value.getClass().getMethods()) {
            if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
                Object inner = call(getter, value);
                if (getter.getName().equals("getAdditionalProperties")) {
                    ((Map<?, ?>) inner)
                            .forEach((key, said) -> found.add(where + "." + key + " = " + said));
                } else {
                    visit(where + "." + getter.getName().substring(3), inner);
                }
            }
        }
    }

    private static Object call(Method getter, Object value) {
        try {
            return getter.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot read " + getter, e);
        }
    }
}
