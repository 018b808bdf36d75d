#pragma once

#include <QByteArray>

/// Whether `version`, as a server says it ("1.6.18", "1.6.21_extra"), is known and at least major.minor.patch.
[[nodiscard]] bool isAtLeast(const QByteArray &version, int major, int minor, int patch);
/// Whether it begins with a number at all.
[[nodiscard]] bool isKnownVersion(const QByteArray &version);
