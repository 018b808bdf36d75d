#pragma once

#include "app/values/nodesearch.h"
#include "ui/values/structuredlines.h"

#include <QByteArrayView>

#include <atomic>

/// XML as lines that are indented by its elements; each tag as it was written. Entities stay unread. What is not well-formed any more is
/// shown as it is from there on.
class XmlLines : public StructuredLines
{
public:
    enum class Extent { Whole, Beginning };

    /// `bytes` need not outlive it. Of a Beginning more bytes would follow.
    XmlLines(QByteArrayView bytes, Extent extent, const std::atomic_bool *cancelled = nullptr);

    /// Whether bytes look like XML at their ends.
    [[nodiscard]] static bool suits(QByteArrayView bytes);
    /// Bytes: more are not formatted.
    static constexpr qsizetype longest = qsizetype(64) * 1024 * 1024;

    /// The lines that have this text (UTF-8), capitals or small letters. They stand for parts, as XML has no tree here.
    [[nodiscard]] NodeMatches linesWith(const QByteArray &text, const std::atomic_bool *cancelled = nullptr) const;

    /// Why it is not XML, and from which line of it on; empty: it is.
    [[nodiscard]] const QString &fault() const { return m_fault; }
    [[nodiscard]] int lineCount() const override { return int(m_lines.size()); }
    [[nodiscard]] bool isWhole() const override { return m_isWhole; }
    [[nodiscard]] WrittenLine written(int line, Folding folding) const override;
    [[nodiscard]] int foldEnd(int line) const override { return m_lines[size_t(line)].end; }
    [[nodiscard]] int outer(int line) const override { return m_lines[size_t(line)].outer; }
    [[nodiscard]] qint32 node(int) const override { return ValueTree::none; }
    [[nodiscard]] int lineOf(qint32) const override { return -1; }

private:
    enum class Kind : quint8 { Tags, Text, Comment };
    struct Line
    {
        int begin = 0; ///< in the text
        int length = 0;
        Kind kind = Kind::Text;
        quint8 depth = 0; ///< up to deepestIndent
        int end = -1;     ///< the line of the tag that ends it
        int outer = -1;
    };

    void read(const std::atomic_bool *cancelled);
    bool add(qsizetype begin, qsizetype end, Kind kind);
    void addRows(qsizetype begin, qsizetype end, Kind kind);
    void closeElement(qsizetype begin, qsizetype end);
    void writeTags(WrittenLine &line, QStringView text) const;

    QString m_text;
    std::vector<Line> m_lines;
    std::vector<int> m_open; ///< lines of the elements that are open
    QString m_fault;
    bool m_isWhole = true;
};
