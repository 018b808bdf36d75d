#pragma once

#include "app/values/valuetree.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <utility>
#include <vector>

/// What a stretch of formatted text is.
enum class Ink : quint8 {
    Plain,
    Name,   ///< of a member, an element
    Option, ///< of an attribute
    String,
    Number,
    Word,   ///< true, false, null
    Mark,   ///< brackets and commas
    Remark, ///< what is not in the value, but said about it; a comment
};

/// With a contrast of at least 4.5 to 1 on the base colour of `palette` (WCAG 2.1, 1.4.3).
[[nodiscard]] QColor inkColor(Ink ink, const QPalette &palette);

/// A line of formatted text.
struct WrittenLine
{
    struct Stretch
    {
        int begin = 0;
        int length = 0;
        Ink ink = Ink::Plain;
    };

    QString text;
    std::vector<Stretch> stretches;

    void append(QStringView more, Ink ink);
};

/// In front of a character of formatted text.
struct TextSpot
{
    int line = 0;
    int column = 0;

    auto operator<=>(const TextSpot &) const = default;
};

/// A value as lines of formatted text, each written when it is looked at. They never change, so that several threads may.
class StructuredLines
{
public:
    /// A line whose inner lines are not seen is written together with the one that ends them.
    enum class Folding : quint8 { Open, Folded };
    /// Characters of one text in a line: of a longer one the beginning is written, and how much there is.
    static constexpr qsizetype longestText = 2'000;
    /// Levels that are indented.
    static constexpr int deepestIndent = 64;

    StructuredLines() = default;
    virtual ~StructuredLines() = default;
    Q_DISABLE_COPY_MOVE(StructuredLines)

    [[nodiscard]] virtual int lineCount() const = 0;
    /// False: more lines follow, which are not known yet.
    [[nodiscard]] virtual bool isWhole() const = 0;
    [[nodiscard]] virtual WrittenLine written(int line, Folding folding) const = 0;
    /// The last line of what `line` begins; -1: it begins nothing, or the end is not known yet.
    [[nodiscard]] virtual int foldEnd(int line) const = 0;
    /// The line that begins what `line` is in; -1: none.
    [[nodiscard]] virtual int outer(int line) const = 0;
    /// The part of a tree that a line is of, or none.
    [[nodiscard]] virtual qint32 node(int line) const = 0;
    /// The line that a part begins on; -1: none, or not known yet.
    [[nodiscard]] virtual int lineOf(qint32 node) const = 0;
};

/// All lines that begin something, each with the last line of it: those that are in the first line's, if that holds everything, and in no
/// other. No more than `most`.
[[nodiscard]] std::vector<std::pair<int, int>> outermostFolds(const StructuredLines &lines, int most);
