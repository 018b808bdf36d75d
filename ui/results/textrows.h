#pragma once

#include <QByteArrayView>
#include <QString>

#include <utility>
#include <vector>

/// Bytes as rows of text that are no wider than some columns: each line of the text is as many rows as it takes. Nothing is kept about the
/// text, whatever its length; every answer comes from what is near the place that is asked about. For that a line is also broken at each
/// multiple of 64 KiB that no line end comes before within 64 KiB.
///
/// What is not printable UTF-8 is written as in escapedText(). A row is named by the offset of its first byte. Behind a last line feed
/// there is an empty row, and so is an empty text.
class TextRows
{
public:
    /// What is written of a row.
    struct Row
    {
        QString text;
        std::vector<qsizetype> offsets;           ///< of the byte that each character of `text` stands for, and the end of the row
        std::vector<std::pair<int, int>> escapes; ///< begin and length of what stands for bytes or characters, but is not them

        /// The character at or behind a byte.
        [[nodiscard]] int characterAt(qsizetype offset) const;
    };

    TextRows() = default;
    /// `columns`: at least 1; a character that is wider stands alone.
    TextRows(QByteArrayView bytes, int columns);

    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }
    /// The row with the byte at `offset`; size() means the last one.
    [[nodiscard]] qsizetype rowAt(qsizetype offset) const;
    /// The row behind this one; -1: there is none.
    [[nodiscard]] qsizetype next(qsizetype row) const;
    /// Where the cursor can be last in this row: behind its last character, in front of a line end or a break.
    [[nodiscard]] qsizetype end(qsizetype row) const;
    /// So many rows before this one, or the first.
    [[nodiscard]] qsizetype back(qsizetype row, qsizetype count) const;
    [[nodiscard]] qsizetype last() const { return rowAt(size()); }
    [[nodiscard]] Row written(qsizetype row) const;

private:
    struct Extent
    {
        qsizetype end = 0;  ///< behind the last character
        qsizetype next = 0; ///< behind the line feed, if that ends it
    };

    [[nodiscard]] qsizetype anchor(qsizetype offset) const;
    [[nodiscard]] qsizetype breakBefore(qsizetype multiple) const;
    [[nodiscard]] qsizetype nextBreak(qsizetype row) const;
    [[nodiscard]] Extent extent(qsizetype row) const;

    QByteArrayView m_bytes;
    int m_columns = 1;
};
