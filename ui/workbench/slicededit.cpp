#include "ui/workbench/slicededit.h"

#include "ui/workbench/byteeditor.h"

#include <QElapsedTimer>

using namespace std::chrono_literals;

namespace {

constexpr qint64 sliceMilliseconds = 6;

}

SlicedEdit::SlicedEdit(ByteEditor *editor)
    : m_editor(editor)
{
    m_slice.setInterval(0ms);
    connect(&m_slice, &QTimer::timeout, this, &SlicedEdit::slice);
}

void SlicedEdit::start(const std::function<bool()> &step)
{
    Q_ASSERT(!isRunning() && !m_editor->isReadOnly());
    m_step = step;
    m_changed = false;
    m_revision = m_editor->revision();
    m_slice.start();
    slice();
}

void SlicedEdit::replace(qint64 from, qint64 to, QByteArrayView bytes)
{
    if (!m_changed) { // not before: the mark of a group is a change itself
        m_changed = true;
        m_editor->beginSlicedGroup();
        m_editor->setReadOnly(false);
    }
    m_editor->send(ByteEditor::SCI_BEGINUNDOACTION);
    m_editor->send(ByteEditor::SCI_SETTARGETRANGE, from, to);
    m_editor->sendBytes(ByteEditor::SCI_REPLACETARGET, bytes.size(), bytes.data());
    m_editor->send(ByteEditor::SCI_ENDUNDOACTION);
}

void SlicedEdit::cancel()
{
    if (!isRunning())
        return;
    m_slice.stop();
    m_step = {};
    if (m_changed) {
        m_editor->endSlicedGroup();
        m_editor->undo();
    } else {
        m_editor->setReadOnly(false);
    }
    emit abandoned();
}

void SlicedEdit::slice()
{
    if (m_editor->revision() != m_revision) {
        m_slice.stop();
        m_step = {};
        emit abandoned();
        return;
    }
    QElapsedTimer timer;
    timer.start();
    m_editor->setReadOnly(false);
    bool more = true;
    while (more && !timer.hasExpired(sliceMilliseconds))
        more = m_step();
    m_revision = m_editor->revision();
    if (more) {
        m_editor->setReadOnly(true); // until the next slice
        emit progressed();
        return;
    }
    m_slice.stop();
    m_step = {};
    if (m_changed)
        m_editor->endSlicedGroup();
    emit finished();
}
