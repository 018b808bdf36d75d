#pragma once

#include <QString>
#include <QStringList>

#include <chrono>

/// A command of a person's own that makes something readable of a value: bytes in at standard input, bytes or text out at standard output.
struct OwnDecoder
{
    enum class Input : quint8 {
        Decompressed,
        Stored, ///< as the server has it
    };

    static constexpr std::chrono::milliseconds usualLimit{5'000};
    static constexpr std::chrono::milliseconds shortestLimit{100};
    static constexpr std::chrono::milliseconds longestLimit{120'000};
    static constexpr qsizetype mostOutput = qsizetype(64) * 1024 * 1024; ///< bytes
    static constexpr qsizetype longestName = 40;

    QString name{};
    QString program{};
    QStringList arguments{};
    Input input = Input::Decompressed;
    std::chrono::milliseconds limit = usualLimit;

    /// With a program; without, a name that nothing is set up for.
    [[nodiscard]] bool isSetUp() const { return !name.isEmpty() && !program.isEmpty(); }

    bool operator==(const OwnDecoder &) const = default;
};
