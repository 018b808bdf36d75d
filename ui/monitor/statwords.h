#pragma once

#include "app/monitor/statfield.h"

#include <QString>

// The figures of a server as a person reads them, in the application's locale.

/// `value` as the server told it; what does not fit the form stays as it is.
[[nodiscard]] QString statText(QByteArrayView value, StatForm form);
/// How much it changes a second: "12/s", "3.4 KiB/s", of time the share of a second.
[[nodiscard]] QString statRateText(double perSecond, StatForm form);
/// A dash where it is not known.
[[nodiscard]] QString countText(const std::optional<quint64> &count);
[[nodiscard]] QString amountText(const std::optional<quint64> &bytes);
[[nodiscard]] QString ageText(const std::optional<quint64> &seconds);
