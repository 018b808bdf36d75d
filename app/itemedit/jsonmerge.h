#pragma once

#include "app/itemedit/difference.h"

#include <optional>

/// Puts two changes of one JSON text together, member by member and element by element, in the bytes of `theirs`: what both have left alone
/// and what only they have changed stays there byte for byte, with its blanks. Nothing where both have changed the same number, text or
/// word in other ways, or added something else in one place, or where one of the texts is not JSON or has a name twice in one object.
[[nodiscard]] std::optional<QByteArray> mergeJson(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs,
                                                  const DiffLimits &limits = {});
