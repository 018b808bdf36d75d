#pragma once

#include "app/values/valuechain.h"

/// Decoded bytes with one scalar changed, or why there are none.
struct SplicedValue
{
    QByteArray bytes{};
    QString fault{}; ///< a translated sentence; empty: none
};

/// Why this node's text cannot be changed; empty: it can. A translated sentence. Changing it may fail all the same, for a text.
[[nodiscard]] QString whyNotSplicable(const ValueReading &reading, qint32 node);

/// Puts another text in the place of a scalar's or a key's, of the same type. No byte of another node changes but the sizes of what it is
/// in. The result was decoded again and is the same tree but for that text. Slow for large values: not for the GUI thread.
[[nodiscard]] SplicedValue splicedValue(const ValueReading &reading, qint32 node, QByteArrayView text, const DecodeLimits &limits);
