#include "app/values/scalarforms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace {

bool isWholeNumber(QByteArrayView text)
{
    if (text.startsWith('-'))
        text = text.sliced(1);
    if (text.isEmpty() || (text.size() > 1 && text.front() == '0'))
        return false;
    return std::all_of(text.begin(), text.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
}

} // namespace

bool ScalarEdit::isWellFormed() const
{
    switch (type) {
    case ValueType::Boolean:
        return text == "true" || text == "false";
    case ValueType::Integer:
        return isWholeNumber(text) && text != "-0";
    case ValueType::Real:
        return real().has_value();
    case ValueType::Text:
        return QByteArrayView(QString::fromUtf8(text).toUtf8()) == text;
    case ValueType::Bytes:
        return true;
    default:
        return false;
    }
}

std::optional<qint64> ScalarEdit::signedNumber() const
{
    bool isNumber = false;
    const qint64 number = text.toByteArray().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<quint64> ScalarEdit::unsignedNumber() const
{
    bool isNumber = false;
    const quint64 number = text.startsWith('-') ? 0 : text.toByteArray().toULongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<double> ScalarEdit::real() const
{
    if (text.isEmpty() || text.front() == ' ' || text.back() == ' ' || text.front() == '+')
        return std::nullopt;
    bool isNumber = false;
    const double number = text.toByteArray().toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<float> ScalarEdit::shortReal() const
{
    const std::optional<double> number = real();
    if (!number)
        return std::nullopt;
    const auto rounded = float(*number);
    std::array<char, 64> shown{};
    const auto written = std::to_chars(shown.data(), shown.data() + shown.size(), rounded);
    const bool isSame = QByteArray(shown.data(), written.ptr - shown.data()).toDouble() == *number;
    return isSame && std::isfinite(rounded) ? std::optional(rounded) : std::nullopt;
}
