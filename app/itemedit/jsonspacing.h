#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <atomic>
#include <optional>

enum class JsonSpacing : quint8 {
    Indented, ///< each member on a line of its own
    Compact,  ///< no blank at all
    OneLine,  ///< a blank behind each comma and colon, as Python's json writes it
};

/// JSON with other blanks and line ends between its parts: every text, number and word keeps its bytes, every member its place. `json` has
/// to be valid. Empty where it would have more than `most` bytes. Stops early, with what is no JSON, when cancelled.
[[nodiscard]] QByteArray respacedJson(QByteArrayView json, JsonSpacing spacing, qsizetype most,
                                      const std::atomic_bool *cancelled = nullptr);
/// The spacing that JSON on one line has throughout, so that it comes back from an indented one byte by byte; none: it has no such one.
[[nodiscard]] std::optional<JsonSpacing> oneLineSpacing(QByteArrayView json);
