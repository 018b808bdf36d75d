#include "app/itemedit/editedbytes.h"

#include <utility>

void EditedBytes::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_undo.clear();
    m_redo.clear();
    m_kept = 0;
}

void EditedBytes::replace(qsizetype at, qsizetype count, QByteArrayView with, Joining joining)
{
    Step step{at, m_bytes.mid(at, count), with.toByteArray()};
    m_redo.clear();
    m_bytes.replace(at, count, with.toByteArray());
    const bool joins = joining == Joining::WithLast && !m_undo.empty() && m_undo.back().at == at && m_undo.back().after == step.before;
    if (joins) {
        m_undo.back().after = step.after;
        return;
    }
    m_kept += step.before.size() + step.after.size();
    m_undo.push_back(std::move(step));
    forgetOld();
}

void EditedBytes::forgetOld()
{
    while (m_undo.size() > 1 && (m_undo.size() > mostSteps || m_kept > mostKept)) {
        m_kept -= m_undo.front().before.size() + m_undo.front().after.size();
        m_undo.pop_front();
    }
}

qsizetype EditedBytes::undo()
{
    if (m_undo.empty())
        return -1;
    Step step = std::move(m_undo.back());
    m_undo.pop_back();
    m_kept -= step.before.size() + step.after.size();
    m_bytes.replace(step.at, step.after.size(), step.before);
    m_redo.push_back(std::move(step));
    return m_redo.back().at;
}

qsizetype EditedBytes::redo()
{
    if (m_redo.empty())
        return -1;
    Step step = std::move(m_redo.back());
    m_redo.pop_back();
    m_bytes.replace(step.at, step.before.size(), step.after);
    m_kept += step.before.size() + step.after.size();
    m_undo.push_back(std::move(step));
    return m_undo.back().at;
}
