#pragma once

#include "app/values/valuechain.h"

/// The stored bytes of a changed value, or why there are none.
struct WrittenValue
{
    QByteArray stored{};
    QString fault{}; ///< a translated sentence; empty: none

    [[nodiscard]] bool isWritten() const { return fault.isEmpty(); }
};

/// Why a value that was read so cannot be changed and stored in the same way; empty: it can. A translated sentence.
[[nodiscard]] QString whyNotWritable(const ValueReading &reading);

/// Takes decoded bytes the way back that `reading` took from `stored`. Bytes that are as they were read come back as they were stored,
/// never compressed anew. What was compressed anew was decompressed again and compared. Slow for large values: not for the GUI thread.
[[nodiscard]] WrittenValue writeValue(const QByteArray &stored, const ValueReading &reading, const QByteArray &bytes,
                                      const DecodeLimits &limits);
