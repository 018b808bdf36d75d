#pragma once

#include <QtGlobal>

/// Commands are numbered as they are asked, from here on. The first opaque reads as two line ends to a server that speaks text only, so
/// that it answers at once instead of waiting for one.
inline constexpr quint32 firstNumber = 0x0d0a0d0a;

/// Opaques lie far apart: where one byte of an opaque was changed on its way, it is not that of another command under way, whose outcome
/// the answer would be mistaken for. Odd, so that each number has an opaque of its own.
inline constexpr quint32 opaqueStep = 0x5bd1e995;
inline constexpr quint32 numberStep = 0xe59b19bd;
static_assert(opaqueStep * numberStep == 1);

/// The opaque of the command of this number.
[[nodiscard]] constexpr quint32 opaqueOf(quint32 number)
{
    return firstNumber + (number - firstNumber) * opaqueStep;
}

/// The number of the command with this opaque.
[[nodiscard]] constexpr quint32 numberOf(quint32 opaque)
{
    return firstNumber + (opaque - firstNumber) * numberStep;
}

static_assert(
    [] {
        constexpr quint32 farthest = 65'536; // more than are ever under way
        for (int shift = 0; shift < 32; shift += 8) {
            for (quint32 difference = 1; difference < 256; ++difference) {
                const quint32 distance = (difference << shift) * numberStep;
                if (distance < farthest || 0 - distance < farthest)
                    return false;
            }
        }
        return true;
    }(),
    "a changed byte may name a neighbour");
