#include "ui/workbench/commandhistory.h"

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
    m_lines.removeAll(line);
    m_lines.append(line);
    while (m_lines.size() > mostLines)
        m_lines.removeFirst();
    m_position = m_lines.size();
    m_draft.clear();
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
