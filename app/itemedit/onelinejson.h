#pragma once

#include "app/itemedit/jsonspacing.h"

/// How JSON is stored on one line while it is shown indented, for the eye only: it goes with the text wherever that is changed.
class OneLineJson
{
public:
    /// None: what is shown is what is stored.
    OneLineJson() = default;
    /// That of a value, in UTF-8 and without a mark in front; none where it is no JSON, looks the same indented, or would not come back
    /// byte by byte.
    [[nodiscard]] static OneLineJson of(QByteArrayView json);

    [[nodiscard]] bool isNone() const { return !m_spacing; }
    bool operator==(const OneLineJson &) const = default;

    /// The text for the eye: indented where it is JSON.
    [[nodiscard]] QByteArray shown(const QByteArray &text) const;

    enum class Form {
        Whole,    ///< what is stored: one line, where there is to be one
        Broken,   ///< it is no JSON now, and keeps its blanks and line ends: without them it might be some
        TooLarge, ///< it would have more bytes than are allowed; there are none then
    };
    struct Stored
    {
        Form form = Form::Whole;
        QByteArray bytes{};

        bool operator==(const Stored &) const = default;
    };
    /// What is stored for a text that was shown. `most`: bytes. A byte order mark of UTF-8 stays in front.
    [[nodiscard]] Stored stored(const QByteArray &text, qsizetype most) const;

private:
    std::optional<JsonSpacing> m_spacing;
};
