#include "app/values/serialization.h"

#include "app/values/bsondecoder.h"
#include "app/values/cbordecoder.h"
#include "app/values/igbinarydecoder.h"
#include "app/values/javadecoder.h"
#include "app/values/jsondecoder.h"
#include "app/values/marshaldecoder.h"
#include "app/values/messagepackdecoder.h"
#include "app/values/phpdecoder.h"
#include "app/values/pickledecoder.h"
#include "app/values/protobufdecoder.h"
#include "app/values/storabledecoder.h"

namespace {

class ScalarDecoder
{
    Q_DECLARE_TR_FUNCTIONS(ScalarDecoder)

public:
    static Decoded decode(Serialization serialization, QByteArrayView bytes, const DecodeLimits &limits)
    {
        TreeBuilder builder(bytes, limits);
        const qsizetype size = bytes.size();
        switch (serialization) {
        case Serialization::Integer:
        case Serialization::Real:
            if (isNumber(bytes, serialization))
                builder.addStored(serialization == Serialization::Integer ? ValueType::Integer : ValueType::Real, 0, size, bytes);
            else
                builder.fail(DecodeFault::malformed(0, tr("The value is not a number.")));
            break;
        case Serialization::Boolean:
            if (bytes.isEmpty() || bytes == "0" || bytes == "1" || bytes == "true" || bytes == "false")
                builder.addBoolean(bytes == "1" || bytes == "true", 0, size);
            else
                builder.fail(DecodeFault::malformed(0, tr("The value is neither true nor false.")));
            break;
        default:
            builder.addStored(serialization == Serialization::Text ? ValueType::Text : ValueType::Bytes, 0, size, bytes);
        }
        return builder.finish(size);
    }

private:
    /// Integers may be longer than any type of ours; what INCR and DECR leave can end in blanks.
    static bool isNumber(QByteArrayView bytes, Serialization serialization)
    {
        const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
        const QByteArrayView text = bytes.trimmed();
        const QByteArrayView digits = text.startsWith('-') ? text.sliced(1) : text;
        if (digits.isEmpty())
            return false;
        if (std::all_of(digits.begin(), digits.end(), isDigit))
            return true;
        bool isReal = serialization == Serialization::Real && digits.size() < 400;
        if (isReal)
            (void)digits.toByteArray().toDouble(&isReal);
        return isReal;
    }
};

} // namespace

Decoded deserialize(Serialization serialization, Primitive primitive, QByteArrayView bytes, const DecodeLimits &limits)
{
    switch (serialization) {
    case Serialization::Json:
        return decodeJson(bytes, limits);
    case Serialization::MessagePack:
        return decodeMessagePack(bytes, limits);
    case Serialization::Cbor:
        return decodeCbor(bytes, limits);
    case Serialization::Bson:
        return decodeBson(bytes, limits);
    case Serialization::Igbinary:
        return decodeIgbinary(bytes, limits);
    case Serialization::Marshal:
        return decodeMarshal(bytes, limits);
    case Serialization::Java:
        return decodeJava(bytes, limits);
    case Serialization::Storable:
        return decodeStorable(bytes, limits);
    case Serialization::Protobuf:
        return decodeProtobuf(bytes, limits);
    case Serialization::Php:
        return decodePhp(bytes, limits);
    case Serialization::PhpSession:
        return decodePhpSession(bytes, limits);
    case Serialization::Pickle:
        return decodePickle(bytes, limits);
    case Serialization::BinaryNumber:
        return decodePrimitive(primitive, bytes, limits);
    default:
        return ScalarDecoder::decode(serialization, bytes, limits);
    }
}

QString serializationName(Serialization serialization)
{
    switch (serialization) {
    case Serialization::Bytes:
        return QCoreApplication::translate("Serialization", "Bytes");
    case Serialization::Text:
        return QCoreApplication::translate("Serialization", "Text");
    case Serialization::Integer:
        return QCoreApplication::translate("Serialization", "Whole number");
    case Serialization::Real:
        return QCoreApplication::translate("Serialization", "Number");
    case Serialization::Boolean:
        return QCoreApplication::translate("Serialization", "True or false");
    case Serialization::Json:
        return QStringLiteral("JSON");
    case Serialization::MessagePack:
        return QStringLiteral("MessagePack");
    case Serialization::Cbor:
        return QStringLiteral("CBOR");
    case Serialization::Bson:
        return QStringLiteral("BSON");
    case Serialization::Php:
        return QStringLiteral("PHP");
    case Serialization::PhpSession:
        return QCoreApplication::translate("Serialization", "PHP session");
    case Serialization::Igbinary:
        return QStringLiteral("igbinary");
    case Serialization::Pickle:
        return QStringLiteral("Python pickle");
    case Serialization::Marshal:
        return QStringLiteral("Ruby Marshal");
    case Serialization::Java:
        return QStringLiteral("Java");
    case Serialization::Storable:
        return QStringLiteral("Perl Storable");
    case Serialization::Protobuf:
        return QStringLiteral("Protocol Buffers");
    case Serialization::BinaryNumber:
        break;
    }
    return QCoreApplication::translate("Serialization", "Binary number");
}
