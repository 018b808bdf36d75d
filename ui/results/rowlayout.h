#pragma once

#include "ui/results/textrows.h"

#include <QTextLayout>

/// A row as it is painted: which byte is where.
class RowLayout
{
public:
    RowLayout(TextRows::Row written, const QFont &font, const QList<QTextLayout::FormatRange> &formats = {});

    [[nodiscard]] const QTextLayout &layout() const { return m_layout; }
    [[nodiscard]] qreal width() const { return m_layout.lineAt(0).naturalTextWidth(); }
    [[nodiscard]] qreal xOf(qsizetype offset) const { return m_layout.lineAt(0).cursorToX(m_written.characterAt(offset)); }
    /// The byte in front of which the cursor comes to be.
    [[nodiscard]] qsizetype offsetAt(qreal x) const;

private:
    TextRows::Row m_written;
    QTextLayout m_layout;
};
