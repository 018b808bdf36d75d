#pragma once

#include "app/results/bytefinder.h"
#include "ui/results/textrows.h"

#include <QPalette>
#include <QTextLayout>

/// What is marked in bytes that are shown as text.
struct RowMarks
{
    ByteFinder::Matches matches{};
    qsizetype selectionStart = 0; ///< in bytes, as the end
    qsizetype selectionEnd = 0;
    QPalette::ColorGroup group = QPalette::Active; ///< of the selection
};

/// How a row that begins at the byte `row` looks: what stands for bytes, what was found, the selection.
[[nodiscard]] QList<QTextLayout::FormatRange> rowFormats(const TextRows::Row &written, qsizetype row, const RowMarks &marks,
                                                         const QPalette &palette);
