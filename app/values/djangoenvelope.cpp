// What Django makes of values that it signs: django/core/signing.py, dumps() and TimestampSigner.

#include "app/values/envelope.h"

#include <algorithm>

namespace {

bool isBase64(QByteArrayView text)
{
    const auto isPart = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
    };
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isPart);
}

/// Seconds since the epoch to the base 62; digits, capitals, small letters.
std::optional<qint64> signedAt(QByteArrayView text)
{
    qint64 seconds = 0;
    for (const char byte : text) {
        int digit = 0;
        if (byte >= '0' && byte <= '9')
            digit = byte - '0';
        else if (byte >= 'A' && byte <= 'Z')
            digit = byte - 'A' + 10;
        else if (byte >= 'a' && byte <= 'z')
            digit = byte - 'a' + 36;
        else
            return std::nullopt;
        seconds = seconds * 62 + digit;
    }
    return seconds * 1000;
}

} // namespace

std::optional<Wrapping> djangoWrapping(QByteArrayView bytes)
{
    // value:time:signature, where the signature is of SHA-1 (before 3.1) or SHA-256, and a dot before the value says that it is compressed.
    constexpr qsizetype timeSize = 6;
    const qsizetype signature = bytes.lastIndexOf(':');
    if (signature < timeSize + 2 || bytes[signature - timeSize - 1] != ':')
        return std::nullopt;
    const qsizetype signatureSize = bytes.size() - signature - 1;
    if ((signatureSize != 27 && signatureSize != 43) || !isBase64(bytes.sliced(signature + 1)))
        return std::nullopt;
    const std::optional<qint64> time = signedAt(bytes.sliced(signature - timeSize, timeSize));
    const bool isCompressed = bytes.startsWith('.');
    Wrapping wrapping{.begin = isCompressed ? 1 : 0, .form = Wrapping::Form::Base64};
    wrapping.size = signature - timeSize - 1 - wrapping.begin;
    if (!time || !isBase64(bytes.sliced(wrapping.begin, std::max<qsizetype>(0, wrapping.size))))
        return std::nullopt;
    wrapping.compression = isCompressed ? Compression::Zlib : Compression::None;
    wrapping.facts.made = time;
    return wrapping;
}
