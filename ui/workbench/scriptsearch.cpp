#include "ui/workbench/scriptsearch.h"

#include "ui/workbench/byteeditor.h"
#include "ui/workbench/scriptlook.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr qint64 bytesAtOnce = 64 * 1024;
constexpr qint64 bytesAtOnceWithExpression = 1024; // between two looks at the clock
constexpr qint64 milliseconds = 6;

} // namespace

ScriptSearch::ScriptSearch(ByteEditor *editor, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_edit(editor)
{
    m_slice.setInterval(0ms);
    m_delay.setInterval(150ms);
    m_delay.setSingleShot(true);
    connect(editor, &ByteEditor::edited, this, &ScriptSearch::outdate);
    connect(editor, &ByteEditor::scrolled, this, &ScriptSearch::markVisible);
    connect(&m_delay, &QTimer::timeout, this, &ScriptSearch::restart);
    connect(&m_slice, &QTimer::timeout, this, &ScriptSearch::searchSlice);
    connect(&m_edit, &SlicedEdit::finished, this, &ScriptSearch::endReplacing);
    connect(&m_edit, &SlicedEdit::abandoned, this, [this] {
        m_with.reset();
        restart();
        emit replacingEnded();
    });
}

void ScriptSearch::setPattern(const SearchPattern &pattern)
{
    cancelReplacing();
    m_pattern = pattern;
    m_wish.reset();
    restart();
}

qsizetype ScriptSearch::selectedNumber() const
{
    const TextMatch selected{m_editor->selectionStart(), m_editor->selectionEnd()};
    const auto at = std::ranges::lower_bound(m_matches, selected.begin, {}, &TextMatch::begin);
    return at != m_matches.end() && *at == selected ? at - m_matches.begin() + 1 : 0;
}

void ScriptSearch::find(Direction direction)
{
    const bool forward = direction == Direction::Forward;
    const bool onMatch = selectedNumber() > 0;
    m_wish = Wish{direction, forward ? (onMatch ? m_editor->selectionEnd() : m_editor->cursor()) : m_editor->selectionStart()};
    if (m_outdated)
        restart();
    grant();
}

void ScriptSearch::findFrom(qint64 offset)
{
    m_wish = Wish{Direction::Forward, offset};
    grant();
}

void ScriptSearch::replace(const QByteArray &with)
{
    if (m_outdated)
        restart();
    const TextMatch match{m_editor->selectionStart(), m_editor->selectionEnd()};
    if (isMatch(match) && !m_editor->isReadOnly()) {
        const qint64 begin = m_editor->lineStart(m_editor->lineAt(match.begin));
        const QByteArrayView line = m_editor->line(m_editor->lineAt(match.begin));
        m_editor->replaceSelection(m_pattern.replacement(line, {match.begin - begin, match.end - begin}, with));
        m_editor->send(ByteEditor::SCI_SETEMPTYSELECTION, m_editor->selectionEnd());
    }
    find(Direction::Forward);
}

void ScriptSearch::replaceAll(const QByteArray &with)
{
    if (m_pattern.isEmpty() || isReplacing() || m_editor->isReadOnly())
        return;
    m_with = with;
    if (m_outdated)
        restart();
    else if (m_finished)
        beginReplacing();
}

/// Whether it is one is seen from its line: the search may not have come there again since the last change.
bool ScriptSearch::isMatch(const TextMatch &stretch) const
{
    const qint64 line = m_editor->lineAt(stretch.begin);
    if (stretch.begin == stretch.end || stretch.end > m_editor->lineEnd(line))
        return false;
    std::vector<TextMatch> matches;
    m_pattern.find(m_editor->line(line), m_editor->lineStart(line), matches);
    return std::ranges::find(matches, stretch) != matches.end();
}

void ScriptSearch::cancelReplacing()
{
    if (m_edit.isRunning()) {
        m_edit.cancel();
    } else if (m_with) {
        m_with.reset();
        emit replacingEnded();
    }
}

void ScriptSearch::outdate()
{
    if (m_edit.isRunning()) // by ourselves
        return;
    m_slice.stop();
    m_outdated = true;
    m_finished = false;
    m_delay.start();
}

void ScriptSearch::restart()
{
    m_delay.stop();
    m_marked.reset();
    m_outdated = false;
    m_finished = false;
    m_matches.clear();
    m_searched = 0;
    m_slice.start();
    searchSlice(); // what is near the start is there at once
}

void ScriptSearch::searchSlice()
{
    QElapsedTimer timer;
    timer.start();
    while (!timer.hasExpired(milliseconds)) {
        if (!searchSome()) {
            finish();
            return;
        }
    }
    grant();
    markVisible();
    emit progressed();
}

bool ScriptSearch::searchSome()
{
    if (m_pattern.isEmpty() || m_searched >= m_editor->length() || m_matches.size() >= mostMatches)
        return false;
    const qint64 about = std::min(m_searched + (m_pattern.isExpression() ? bytesAtOnceWithExpression : bytesAtOnce), m_editor->length());
    const qint64 line = m_editor->lineAt(about);
    const qint64 end = line >= m_editor->lineCount() ? m_editor->length() : m_editor->lineStart(line + 1);
    m_pattern.find(m_editor->bytes(m_searched, end), m_searched, m_matches);
    m_searched = end;
    return true;
}

void ScriptSearch::finish()
{
    m_slice.stop();
    m_finished = true;
    grant();
    markVisible();
    emit progressed();
    if (isReplacing())
        beginReplacing();
}

void ScriptSearch::grant()
{
    if (!m_wish || m_outdated)
        return;
    const bool forward = m_wish->direction == Direction::Forward;
    const auto at = std::ranges::lower_bound(m_matches, m_wish->from, {}, &TextMatch::begin);
    if (forward && at != m_matches.end()) {
        go(*at, false);
    } else if (!forward && at != m_matches.begin() && (m_finished || m_searched >= m_wish->from)) {
        go(*std::prev(at), false);
    } else if (m_finished) {
        if (m_matches.empty()) {
            m_wish.reset();
            emit notFound();
        } else {
            go(forward ? m_matches.front() : m_matches.back(), true);
        }
    }
}

void ScriptSearch::go(const TextMatch &match, bool around)
{
    m_wish.reset();
    m_editor->select(match.begin, match.end);
    emit found(around);
}

void ScriptSearch::beginReplacing()
{
    if (m_editor->isReadOnly()) { // something else is changing it
        cancelReplacing();
        return;
    }
    m_cursorLine = m_editor->currentLine();
    m_topLine = m_editor->topLine();
    m_replaceable = m_matches.size();
    m_edit.start([this] { return replaceSome(); });
}

bool ScriptSearch::replaceSome()
{
    if (m_replaceable == 0)
        return false;
    // From the end, and those near each other together: a step of undo for each of a million would take long to undo.
    size_t first = m_replaceable - 1;
    while (first > 0 && m_matches[m_replaceable - 1].end - m_matches[first - 1].begin < SlicedEdit::stepBytes)
        --first;
    replaceLines(first, m_replaceable);
    m_replaceable = first;
    return m_replaceable > 0;
}

void ScriptSearch::endReplacing()
{
    m_editor->send(ByteEditor::SCI_SETEMPTYSELECTION, m_editor->lineStart(m_cursorLine));
    m_editor->setTopLine(m_topLine);
    const qsizetype count = qsizetype(m_matches.size());
    m_with.reset();
    restart();
    emit replacedAll(count);
    emit replacingEnded();
}

void ScriptSearch::replaceLines(size_t first, size_t last)
{
    QByteArray anew;
    qint64 copied = m_matches[first].begin;
    for (size_t i = first; i < last; ++i) {
        const TextMatch &match = m_matches[i];
        const qint64 number = m_editor->lineAt(match.begin);
        const qint64 begin = m_editor->lineStart(number);
        anew.append(m_editor->bytes(copied, match.begin));
        anew.append(m_pattern.replacement(m_editor->line(number), {match.begin - begin, match.end - begin}, *m_with));
        copied = match.end;
    }
    m_edit.replace(m_matches[first].begin, copied, anew);
}

void ScriptSearch::markVisible()
{
    if (m_outdated || isReplacing())
        return;
    const qint64 top = m_editor->topLine();
    const qint64 begin = m_editor->lineStart(top);
    const qint64 end = m_editor->lineStart(top + m_editor->send(ByteEditor::SCI_LINESONSCREEN) + 2);
    const auto first = std::ranges::lower_bound(m_matches, begin, {}, &TextMatch::begin);
    const auto last = std::ranges::lower_bound(m_matches, end, {}, &TextMatch::begin);
    std::vector<TextMatch> seen(first, last);
    if (seen == m_marked)
        return;
    m_marked = std::move(seen);
    m_editor->send(ByteEditor::SCI_SETINDICATORCURRENT, int(ScriptMark::Match));
    m_editor->send(ByteEditor::SCI_INDICATORCLEARRANGE, 0, m_editor->length());
    for (const TextMatch &match : *m_marked)
        m_editor->send(ByteEditor::SCI_INDICATORFILLRANGE, match.begin, match.end - match.begin);
}
