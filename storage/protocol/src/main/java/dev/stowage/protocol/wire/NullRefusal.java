package dev.stowage.protocol.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/// Refuses messages that leave out what is not `@Nullable`, or say null instead: what the compiler
/// believes of a record is true of one that strangers sent.
final class NullRefusal extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1;
    private static final String OURS = "dev.stowage.";

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        return isNeverNull(annotated)
                ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                : JsonSetter.Value.empty();
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return isNeverNull(member) ? true : null;
    }

    private static boolean isNeverNull(Annotated annotated) {
        return annotated instanceof AnnotatedParameter parameter
                && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor
                && constructor.getDeclaringClass().getName().startsWith(OURS)
                && isNeverNull(constructor.getAnnotatedParameterTypes()[parameter.getIndex()]);
    }

    private static boolean isNeverNull(AnnotatedType type) {
        boolean isPrimitive = type.getType() instanceof Class<?> raw && raw.isPrimitive();
        return !isPrimitive && !type.isAnnotationPresent(Nullable.class);
    }
}
