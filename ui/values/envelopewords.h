#pragma once

#include "app/values/valuechain.h"

#include <QDateTime>
#include <QString>

/// What an envelope says of its value, in words: version, when it ends by its own word, when it was made, tags; empty: nothing.
[[nodiscard]] QString envelopeWords(const EnvelopeFacts &facts, const QDateTime &now);
/// It ended by its own word, whatever the server says.
[[nodiscard]] bool isExpired(const EnvelopeFacts &facts, const QDateTime &now);
/// A sentence about that.
[[nodiscard]] QString expiredSentence(const ValueReading &reading, const QDateTime &now);
