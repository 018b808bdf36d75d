#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

/// How a figure of a server is to be read.
enum class StatForm : quint8 {
    Text,         ///< words, names, paths: as it came
    Count,        ///< a number of something
    Bytes,        ///< of memory or of the network
    Seconds,      ///< a stretch of time
    Microseconds, ///< the same
    Processor,    ///< seconds with a fraction
    Time,         ///< seconds since the epoch
    YesNo,        ///< 1 and 0, or in words
    Number,       ///< one that only has a meaning as it is written, such as a port or a factor
};

/// What becomes of a figure over time.
enum class StatMotion : quint8 {
    Gauge,   ///< it is what it is now
    Counter, ///< it grows as long as the server runs: what counts is by how much
};

/// What is known of one of the general statistics (`stats`).
struct StatField
{
    const char *name;
    StatForm form;
    StatMotion motion;
    const char *meaning; ///< not translated
};

/// None: no version that we know has it.
[[nodiscard]] const StatField *statField(QByteArrayView name);
/// One sentence, translated; empty: not known.
[[nodiscard]] QString statMeaning(QByteArrayView name);

/// What is known of one of the settings (`stats settings`).
struct SettingField
{
    const char *name;
    StatForm form;
    const char *before;  ///< what it was without options before `changed`; null: not known
    int changed[3];      ///< the version with which that changed; zeros: never
    const char *usual;   ///< what it is without options since; null: it depends on the machine, or is not known
    const char *meaning; ///< not translated
};

[[nodiscard]] const SettingField *settingField(QByteArrayView name);
[[nodiscard]] QString settingMeaning(QByteArrayView name);
/// What a server of this version ("1.6.18") that was started without options has; none: not known.
[[nodiscard]] std::optional<QByteArray> usualSetting(QByteArrayView name, const QByteArray &version);
/// Whether the two mean the same: "0.80" and "0.8" do, as do "NULL" and "(null)".
[[nodiscard]] bool isSameSetting(QByteArrayView one, QByteArrayView other);

/// The number that the whole of `text` is, with a point or without; none: it is none, or no finite one.
[[nodiscard]] std::optional<double> statNumber(QByteArrayView text);
