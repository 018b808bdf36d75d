#pragma once

#include <QByteArrayView>

#include <optional>
#include <utility>

class ByteEditor;

/// The quotes of the quoted word that begins or ends at the cursor, as offsets in `line`; `cursor` counts bytes from 0.
[[nodiscard]] std::optional<std::pair<qsizetype, qsizetype>> quotesAt(QByteArrayView line, qsizetype cursor);

/// What typing a quote does besides writing it: where a word begins it writes both quotes, at the closing one it steps over it, and around
/// a selection within a line it puts both. False: nothing of it applies, and nothing was done.
[[nodiscard]] bool typeQuote(ByteEditor *editor, char quote);
/// What Backspace does between two quotes with nothing in them: it takes both. False: nothing was done.
[[nodiscard]] bool eraseQuotes(ByteEditor *editor);
