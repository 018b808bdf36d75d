#pragma once

#include <QByteArray>
#include <QByteArrayView>

enum class Sign : quint8 { Plus, Minus };

/// A whole number of any length as text: decimal, or above 2^2048, where that takes long, hexadecimal with 0x. `bytes` are its magnitude,
/// the lowest byte first.
[[nodiscard]] QByteArray wholeNumberText(QByteArrayView bytes, Sign sign);
/// The same of a number in two's complement, the lowest byte first.
[[nodiscard]] QByteArray signedNumberText(QByteArrayView bytes);
