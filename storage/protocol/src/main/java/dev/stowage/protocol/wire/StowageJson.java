package dev.stowage.protocol.wire;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.live.BlockSet;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.protocol.placement.CarrierList;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.SupplierId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdConvertingSerializer;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.Converter;

/// How the identifiers of the format look in JSON: strings, but for account numbers, which every
/// client can hold in a number. Bytes are base64url without padding; a layout is `base64url(group 8
/// ‖ layout 8)`.
public final class StowageJson extends SimpleModule {

    private static final long serialVersionUID = 1;

    public StowageJson() {
        super("stowage");
        text(CarrierId.class, CarrierId::toString, CarrierId::valueOf);
        text(BlockNumber.class, BlockNumber::toString, BlockNumber::valueOf);
        text(CarrierGroup.class, CarrierGroup::toString, CarrierGroup::valueOf);
        text(Address.class, Address::toString, Address::valueOf);
        text(VerifyingKey.class, VerifyingKey::toString, VerifyingKey::valueOf);
        text(Digest.class, Digest::toString, Digest::valueOf);
        text(SupplierId.class, SupplierId::toString, SupplierId::valueOf);
        text(ByteString.class, StowageJson::encode, StowageJson::decode);
        text(BlockSet.class, set -> encode(set.toBytes()), text -> BlockSet.ofBytes(decode(text)));
        text(Layout.class, StowageJson::encodeLayout, StowageJson::decodeLayout);
        text(CarrierSet.class, CarrierSet::toString, CarrierSet::valueOf);
        text(Code.class, Code::userName, name -> Code.valueOf(name.toUpperCase(Locale.ROOT)));
        form(
                CarrierList.class,
                CarrierListForm.class,
                CarrierListForm::of,
                CarrierListForm::toList);
        form(HeadSwap.class, HeadSwapForm.class, HeadSwapForm::of, HeadSwapForm::toSwap);
        addSerializer(new AccountNumberSerializer());
        addDeserializer(AccountNumber.class, new AccountNumberDeserializer());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new NullRefusal());
    }

    private <T> void text(Class<T> type, Function<T, String> toText, Function<String, T> ofText) {
        addSerializer(new TextSerializer<>(type, toText));
        addDeserializer(type, new TextDeserializer<>(type, ofText));
    }

    /// A message that looks different in JSON.
    private <T, F> void form(
            Class<T> type, Class<F> form, Function<T, F> toForm, Function<F, T> ofForm) {
        addSerializer(new StdConvertingSerializer(type, new Form<>(type, form, toForm)));
        addDeserializer(type, new StdConvertingDeserializer<>(new Form<>(form, type, ofForm)));
    }

    private static String encode(ByteString bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }

    private static ByteString decode(String text) {
        return ByteString.of(Base64.getUrlDecoder().decode(text));
    }

    private static String encodeLayout(Layout layout) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + Layout.BYTES);
        layout.writeTo(bytes.putLong(layout.group().bits()));
        return encode(ByteString.of(bytes.array()));
    }

    private static Layout decodeLayout(String text) {
        byte[] bytes = decode(text).toArray();
        if (bytes.length != Long.BYTES + Layout.BYTES) {
            throw new IllegalArgumentException("a layout has 16 bytes, got " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return Layout.readFrom(buffer, CarrierGroup.ofBits(buffer.getLong()));
    }

    private record Form<A, B>(Class<A> from, Class<B> to, Function<A, B> function)
            implements Converter<A, B> {

        @Override
        public B convert(DeserializationContext context, A value) {
            try {
                return function.apply(value);
            } catch (IllegalArgumentException malformed) {
                return context.reportInputMismatch(to, "%s", malformed.getMessage());
            }
        }

        @Override
        public B convert(SerializationContext context, A value) {
            return function.apply(value);
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return types.constructType(from);
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return types.constructType(to);
        }
    }

    private static final class TextSerializer<T> extends StdSerializer<T> {

        private final transient Function<T, String> toText;

        TextSerializer(Class<T> type, Function<T, String> toText) {
            super(type);
            this.toText = toText;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) {
            json.writeString(toText.apply(value));
        }
    }

    private static final class TextDeserializer<T> extends StdDeserializer<T> {

        private final transient Function<String, T> ofText;

        TextDeserializer(Class<T> type, Function<String, T> ofText) {
            super(type);
            this.ofText = ofText;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) {
            String text = json.getValueAsString();
            if (text == null) {
                return context.reportInputMismatch(this, "expected a text");
            }
            try {
                return ofText.apply(text);
            } catch (IllegalArgumentException malformed) {
                return context.reportInputMismatch(this, "%s", malformed.getMessage());
            }
        }
    }

    private static final class AccountNumberSerializer extends StdSerializer<AccountNumber> {

        AccountNumberSerializer() {
            super(AccountNumber.class);
        }

        @Override
        public void serialize(
                AccountNumber value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(value.value());
        }
    }

    private static final class AccountNumberDeserializer extends StdDeserializer<AccountNumber> {

        AccountNumberDeserializer() {
            super(AccountNumber.class);
        }

        @Override
        public AccountNumber deserialize(JsonParser json, DeserializationContext context) {
            try {
                return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        ? new AccountNumber(json.getLongValue())
                        : AccountNumber.valueOf(String.valueOf(json.getValueAsString()));
            } catch (IllegalArgumentException malformed) {
                return context.reportInputMismatch(this, "%s", malformed.getMessage());
            }
        }
    }
}
