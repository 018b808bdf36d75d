#pragma once

#include "app/keyspace/keyglob.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// What a person writes for a whole key: `*` for any bytes, `?` for one, and a backslash before what would mean something else. The same
/// as in a filter.
[[nodiscard]] std::optional<KeyGlob> keyPattern(const QString &text);
/// The pattern of the keys that begin as this one does up to the last of `delimiters` in it, each byte of which is one; of only this key if
/// it has none.
[[nodiscard]] QString patternAround(const QByteArray &key, const QByteArray &delimiters);
