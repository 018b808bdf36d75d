#include "app/commands/encodings.h"

namespace {

int base64Value(char digit)
{
    if (digit >= 'A' && digit <= 'Z')
        return digit - 'A';
    if (digit >= 'a' && digit <= 'z')
        return digit - 'a' + 26;
    if (digit >= '0' && digit <= '9')
        return digit - '0' + 52;
    if (digit == '+')
        return 62;
    return digit == '/' ? 63 : -1;
}

} // namespace

int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

qsizetype decodeHex(QByteArrayView digits, char *out)
{
    if (digits.size() % 2 != 0)
        return -1;
    for (qsizetype i = 0; i < digits.size(); i += 2) {
        const int high = hexValue(digits[i]);
        const int low = hexValue(digits[i + 1]);
        if (high < 0 || low < 0)
            return -1;
        *out++ = char(high * 16 + low);
    }
    return digits.size() / 2;
}

qsizetype decodeBase64(QByteArrayView digits, char *out)
{
    if (digits.size() % 4 != 0)
        return -1;
    const qsizetype padding = digits.endsWith("==") ? 2 : digits.endsWith('=') ? 1 : 0;
    const char *begin = out;
    quint32 bits = 0;
    quint32 held = 0; // bits that no byte has been made of yet
    for (const char digit : digits.chopped(padding)) {
        const int value = base64Value(digit);
        if (value < 0)
            return -1;
        bits = (bits << 6U | quint32(value)) & 0xffffU;
        held += 6;
        if (held >= 8) {
            held -= 8;
            *out++ = char(bits >> held);
        }
    }
    // Bits behind the last byte would be lost in silence.
    const quint32 left = bits & ((1U << held) - 1U);
    return left == 0 ? out - begin : -1;
}

qsizetype encodeUtf8(char32_t codePoint, char *out)
{
    if (codePoint < 0x80) {
        *out = char(codePoint);
        return 1;
    }
    const qsizetype length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    constexpr char32_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (qsizetype i = length - 1; i > 0; --i) {
        out[i] = char(0x80U | (codePoint & 0x3fU));
        codePoint >>= 6U;
    }
    out[0] = char(leads[length] | codePoint);
    return length;
}
