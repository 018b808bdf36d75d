#include "ui/workbench/commandhistory.h"

#include <algorithm>

namespace {

constexpr qsizetype mostLines = 500;

}

CommandHistory::CommandHistory(const QStringList &lines)
    : m_lines(lines)
    , m_position(lines.size())
{
}

void CommandHistory::add(const QString &line)
{
    if (!isPrivate(line)) {
        m_lines.removeAll(line);
        m_lines.append(line);
    }
    while (m_lines.size() > mostLines)
        m_lines.removeFirst();
    m_position = m_lines.size();
    m_draft.clear();
}

void CommandHistory::remove(const QString &line)
{
    m_lines.removeAll(line);
    m_position = m_lines.size();
}

QStringList CommandHistory::matching(const QString &words) const
{
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QStringList found;
    for (auto line = m_lines.rbegin(); line != m_lines.rend(); ++line) {
        const auto holds = [line](const QString &word) { return line->contains(word, Qt::CaseInsensitive); };
        if (std::all_of(wanted.begin(), wanted.end(), holds))
            found.append(*line);
    }
    return found;
}

QString CommandHistory::previous(const QString &current)
{
    if (m_position == m_lines.size())
        m_draft = current;
    if (m_position == 0)
        return current;
    --m_position;
    return m_lines[m_position];
}

QString CommandHistory::next(const QString &current)
{
    if (m_position == m_lines.size())
        return current;
    ++m_position;
    return m_position == m_lines.size() ? m_draft : m_lines[m_position];
}

bool isPrivate(const QString &line)
{
    return line.startsWith(QLatin1Char(' ')) || line.startsWith(QLatin1Char('\t'));
}
