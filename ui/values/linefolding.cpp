#include "ui/values/linefolding.h"

#include <algorithm>
#include <iterator>

void LineFolding::setLineCount(int count)
{
    if (count < m_lineCount)
        unfoldAll();
    m_lineCount = count;
}

void LineFolding::fold(int line, int end)
{
    if (end > line && m_folds.emplace(line, end).second)
        count();
}

void LineFolding::foldEach(const std::vector<std::pair<int, int>> &folds)
{
    m_folds.insert(folds.begin(), folds.end());
    count();
}

void LineFolding::unfold(int line)
{
    if (m_folds.erase(line) > 0)
        count();
}

void LineFolding::unfoldAll()
{
    m_folds.clear();
    m_hidden.clear();
}

void LineFolding::reveal(int line)
{
    const auto holds = [line](const std::pair<const int, int> &fold) { return fold.first < line && fold.second >= line; };
    if (std::erase_if(m_folds, holds) > 0)
        count();
}

/// Folds are in each other or apart, never across.
void LineFolding::count()
{
    m_hidden.clear();
    int hidden = 0;
    for (auto fold = m_folds.begin(); fold != m_folds.end(); fold = m_folds.upper_bound(fold->second)) {
        m_hidden.push_back({fold->first, fold->second, hidden});
        hidden += fold->second - fold->first;
    }
}

int LineFolding::rowCount() const
{
    return m_hidden.empty() ? m_lineCount : m_lineCount - m_hidden.back().before - (m_hidden.back().end - m_hidden.back().line);
}

int LineFolding::lineAt(int row) const
{
    const auto behind = std::partition_point(m_hidden.begin(), m_hidden.end(), [row](const Hidden &fold) { return fold.row() < row; });
    if (behind == m_hidden.begin())
        return row;
    const Hidden &fold = *std::prev(behind);
    return row + fold.before + (fold.end - fold.line);
}

int LineFolding::rowOf(int line) const
{
    const auto behind = std::partition_point(m_hidden.begin(), m_hidden.end(), [line](const Hidden &fold) { return fold.line < line; });
    if (behind == m_hidden.begin())
        return line;
    const Hidden &fold = *std::prev(behind);
    return line <= fold.end ? fold.row() : line - fold.before - (fold.end - fold.line);
}
