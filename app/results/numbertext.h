#pragma once

#include <QByteArray>

#include <charconv>
#include <iterator>

/// Appends an integer in decimal digits, without a string of its own for them.
template <typename Number> void appendNumber(QByteArray &out, Number number)
{
    char digits[24];
    const auto result = std::to_chars(std::begin(digits), std::end(digits), number);
    out.append(digits, result.ptr - digits);
}
