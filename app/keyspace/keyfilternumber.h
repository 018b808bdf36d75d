#pragma once

#include "app/keyspace/keyfilter.h"

#include <QStringView>

#include <optional>

/// The number that `text` means when it is compared with that `kind` of field: bytes with k, m or g, a time with s, m, h, d or w, a plain
/// number, one that may be hexadecimal for flags. None: it is no such number.
[[nodiscard]] std::optional<quint64> readFilterNumber(KeyTerm::Kind kind, QStringView text);

/// What is expected instead, a translated sentence.
[[nodiscard]] QString expectedFilterNumber(KeyTerm::Kind kind, QStringView text);
