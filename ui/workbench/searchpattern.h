#pragma once

#include <QByteArray>
#include <QByteArrayMatcher>
#include <QFlags>
#include <QRegularExpression>

#include <vector>

/// A stretch of bytes of a text.
struct TextMatch
{
    qint64 begin = 0;
    qint64 end = 0;
    bool operator==(const TextMatch &) const = default;
};

/// What is searched for in the lines of a text of bytes. Bytes that are no UTF-8 are met by a regular expression as U+FFFD, each its own.
class SearchPattern
{
public:
    enum class Option { MatchCase = 1, RegularExpression = 2 };
    Q_DECLARE_FLAGS(Options, Option)

    SearchPattern() = default;
    SearchPattern(const QString &text, Options options);

    /// Nothing is to be found: no text, or one that is no regular expression.
    [[nodiscard]] bool isEmpty() const { return m_kind == Kind::Nothing; }
    /// Slow with some texts: not much should be searched at once.
    [[nodiscard]] bool isExpression() const { return m_kind == Kind::Expression; }
    /// What is wrong with the regular expression, a sentence; empty: nothing.
    [[nodiscard]] const QString &error() const { return m_error; }

    /// Appends the matches in `text`, which is whole lines; the empty ones are left out. `offset` is added to all.
    void find(QByteArrayView text, qint64 offset, std::vector<TextMatch> &matches) const;
    /// What takes the place of a match in `line`: `with` itself, or in it, for a regular expression, `\1` and `$1` replaced by groups, `\0`
    /// by all of it, `\t` by a tab and `\\` by a backslash.
    [[nodiscard]] QByteArray replacement(QByteArrayView line, const TextMatch &match, const QByteArray &with) const;

private:
    enum class Kind { Nothing, Bytes, FoldedBytes, Expression };

    void findInLine(QByteArrayView line, qint64 offset, std::vector<TextMatch> &matches) const;

    Kind m_kind = Kind::Nothing;
    bool m_expands = false; ///< groups in replacements
    QByteArrayMatcher m_bytes;
    QRegularExpression m_expression;
    QString m_error;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(SearchPattern::Options)
