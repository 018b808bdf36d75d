#pragma once

#include <map>
#include <utility>
#include <vector>

/// Which lines of many are seen: all but those in a fold. A row is the number of a line among those that are seen.
class LineFolding
{
public:
    /// Opens everything, unless there are only more lines than before.
    void setLineCount(int count);

    /// Hides the lines behind `line` up to `end`.
    void fold(int line, int end);
    /// Each of them a line and the end; quicker than one by one.
    void foldEach(const std::vector<std::pair<int, int>> &folds);
    void unfold(int line);
    void unfoldAll();
    /// Opens every fold that `line` is hidden in.
    void reveal(int line);
    [[nodiscard]] bool isFolded(int line) const { return m_folds.contains(line); }

    [[nodiscard]] int rowCount() const;
    [[nodiscard]] int lineAt(int row) const;
    /// That of the line it is hidden behind, if it is not seen.
    [[nodiscard]] int rowOf(int line) const;

private:
    /// A fold that is in no other.
    struct Hidden
    {
        int line = 0; ///< the last one in front of it
        int end = 0;
        int before = 0; ///< lines that are hidden before it

        [[nodiscard]] int row() const { return line - before; }
    };

    void count();

    int m_lineCount = 0;
    std::map<int, int> m_folds; ///< the last hidden line by the line in front
    std::vector<Hidden> m_hidden;
};
