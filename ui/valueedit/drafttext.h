#pragma once

#include "app/itemedit/editabletext.h"

#include <optional>

class ValueDraft;

/// What a draft is as text: all of its decoded bytes, or of a value that was decoded to a single part, what that says.
struct DraftText
{
    Q_DECLARE_TR_FUNCTIONS(DraftText)

public:
    EditableText text{};
    bool isPart = false;    ///< the text is that of the only part
    bool isWaiting = false; ///< it has to be read first
    QString fault{};        ///< why it cannot be changed as text, a sentence; empty: it can

    /// Bytes: of a part that takes more the text cannot be changed alone in the time between two keys.
    static constexpr qsizetype mostOfPart = 1024 * 1024;
};

/// `chosen`: the encoding of all bytes; none: the one that is seen in them.
[[nodiscard]] DraftText draftText(const ValueDraft &draft, std::optional<TextEncoding> chosen);
