#include "app/values/wholenumber.h"

#include <algorithm>
#include <vector>

namespace {

QByteArray hexText(QByteArrayView bytes)
{
    QByteArray reversed(bytes.size(), Qt::Uninitialized);
    std::reverse_copy(bytes.begin(), bytes.end(), reversed.begin());
    return "0x" + reversed.toHex();
}

/// By dividing by 10^9 again and again.
QByteArray decimalText(QByteArrayView bytes)
{
    constexpr quint64 step = 1'000'000'000;
    std::vector<quint32> words(size_t(bytes.size() + 3) / 4);
    for (qsizetype at = 0; at < bytes.size(); ++at)
        words[size_t(at) / 4] |= quint32(quint8(bytes[at])) << (8 * (at % 4));
    QByteArray text;
    while (!words.empty()) {
        quint64 rest = 0;
        for (auto word = words.rbegin(); word != words.rend(); ++word) {
            rest = (rest << 32) | *word;
            *word = quint32(rest / step);
            rest %= step;
        }
        while (!words.empty() && words.back() == 0)
            words.pop_back();
        text.prepend(words.empty() ? QByteArray::number(rest) : QByteArray::number(rest).rightJustified(9, '0'));
    }
    return text.isEmpty() ? QByteArray("0") : text;
}

} // namespace

QByteArray wholeNumberText(QByteArrayView bytes, Sign sign)
{
    constexpr qsizetype longest = 256; // bytes; the time grows with the square
    while (!bytes.isEmpty() && bytes.back() == 0)
        bytes.chop(1);
    const QByteArray text = bytes.size() > longest ? hexText(bytes) : decimalText(bytes);
    return sign == Sign::Minus && text != "0" ? '-' + text : text;
}

QByteArray signedNumberText(QByteArrayView bytes)
{
    if (bytes.isEmpty() || quint8(bytes.back()) < 0x80)
        return wholeNumberText(bytes, Sign::Plus);
    QByteArray magnitude = bytes.toByteArray();
    int carry = 1;
    for (char &byte : magnitude) {
        const int negated = (~byte & 0xff) + carry;
        byte = char(negated);
        carry = negated >> 8;
    }
    return wholeNumberText(magnitude, Sign::Minus);
}
