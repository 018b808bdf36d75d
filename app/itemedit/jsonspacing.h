#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <atomic>

enum class JsonSpacing : quint8 { Indented, Compact };

/// JSON with other blanks and line ends between its parts: every text, number and word keeps its bytes, every member its place. `json` has
/// to be valid. Empty where it would have more than `most` bytes. Stops early, with what is no JSON, when cancelled.
[[nodiscard]] QByteArray respacedJson(QByteArrayView json, JsonSpacing spacing, qsizetype most,
                                      const std::atomic_bool *cancelled = nullptr);
