#include "ui/workbench/scriptcheck.h"

#include "ui/workbench/byteeditor.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr qint64 blockLines = 1024;
constexpr qint64 blockBytes = 1024 * 1024; ///< of a slice without a look at the clock

void add(ScriptCheck::Summary &sum, const ScriptCheck::Summary &part, qint64 lineOffset)
{
    if (sum.errors == 0 && part.errors > 0) {
        sum.firstError = part.firstError;
        sum.firstError.line += lineOffset;
    }
    sum.commands += part.commands;
    sum.errors += part.errors;
    sum.warnings += part.warnings;
    sum.effects += part.effects;
}

} // namespace

ScriptCheck::ScriptCheck(ByteEditor *editor, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(200ms);
    m_slice.setInterval(0ms);
    m_blocks.push_back({.lines = editor->lineCount(), .checked = editor->isEmpty(), .summary = {}, .problems = {}});
    m_next = editor->isEmpty() ? 1 : 0;
    connect(editor, &ByteEditor::edited, this, &ScriptCheck::noteChange);
    connect(&m_delay, &QTimer::timeout, this, &ScriptCheck::hurry);
    connect(&m_slice, &QTimer::timeout, this, &ScriptCheck::checkSlice);
}

void ScriptCheck::setWarnings(const ScriptWarnings &warnings)
{
    m_warnings = warnings;
    if (!m_editor->isEmpty())
        restart();
}

void ScriptCheck::hurry()
{
    if (m_finished || m_slice.isActive())
        return;
    m_delay.stop();
    m_warnings.lookForFiles();
    m_slice.start();
}

void ScriptCheck::restart()
{
    for (Block &block : m_blocks)
        block.checked = false;
    m_next = 0;
    m_nextLine = 1;
    outdate();
}

void ScriptCheck::noteChange(qint64 offset, qint64 inserted, qint64 linesInserted)
{
    Q_UNUSED(inserted)
    // In the numbers from before: the line of the change, the one in front of it (a CRLF may have been torn or made), and those that went.
    const qint64 line = m_editor->lineAt(offset);
    const qint64 first = std::max<qint64>(1, line - 1);
    const qint64 last = line + 1 + std::max<qint64>(0, -linesInserted);
    size_t from = 0;
    qint64 begin = 1;
    for (; from + 1 < m_blocks.size() && begin + m_blocks[from].lines <= first; ++from)
        begin += m_blocks[from].lines;
    size_t to = from;
    qint64 lines = m_blocks[from].lines;
    for (; to + 1 < m_blocks.size() && begin + lines <= last; ++to)
        lines += m_blocks[to + 1].lines;
    lines += linesInserted;

    const auto pieces = size_t(std::max<qint64>(1, lines / blockLines));
    std::vector<Block> anew(pieces);
    for (Block &block : anew)
        block.lines = blockLines;
    anew.back().lines = lines - qint64(pieces - 1) * blockLines;
    m_blocks.erase(m_blocks.begin() + qptrdiff(from), m_blocks.begin() + qptrdiff(to) + 1);
    m_blocks.insert(m_blocks.begin() + qptrdiff(from), std::make_move_iterator(anew.begin()), std::make_move_iterator(anew.end()));
    if (from < m_next) {
        m_next = from;
        m_nextLine = begin;
    }
    outdate();
}

void ScriptCheck::outdate()
{
    m_slice.stop();
    m_delay.start();
    m_finished = false;
    emit outdated();
}

void ScriptCheck::Block::noteCommand(qint64 line, Opcode opcode)
{
    if (firstCommand < 0)
        firstCommand = line;
    if (quit >= 0 && behindQuit < 0)
        behindQuit = line;
    else if (quit < 0 && (opcode == Opcode::Quit || opcode == Opcode::QuitQ))
        quit = line;
}

void ScriptCheck::checkSlice()
{
    QElapsedTimer timer;
    timer.start();
    for (; m_next < m_blocks.size(); m_nextLine += m_blocks[m_next].lines, ++m_next) {
        if (m_blocks[m_next].checked)
            continue;
        if (timer.hasExpired(4))
            return;
        qsizetype kept = 0;
        for (size_t i = 0; i < m_next; ++i)
            kept += m_blocks[i].problems.size();
        const qint64 lines = m_blocks[m_next].lines;
        m_blocks[m_next] = check(m_nextLine, lines, std::max<qsizetype>(0, mostProblems - kept));
        if (const qint64 rest = lines - m_blocks[m_next].lines; rest > 0)
            m_blocks.insert(m_blocks.begin() + qptrdiff(m_next) + 1, Block{.lines = rest, .checked = false, .summary = {}, .problems = {}});
    }
    finish();
}

ScriptCheck::Block ScriptCheck::check(qint64 firstLine, qint64 lines, qsizetype atMost)
{
    Block block;
    block.lines = lines;
    block.checked = true;
    qint64 bytes = 0;
    const auto note = [&block, atMost](const ScriptProblem &problem) {
        if (block.problems.size() < atMost)
            block.problems.append(problem);
    };
    for (qint64 i = 0; i < lines; ++i) {
        if (bytes >= blockBytes) {
            block.lines = i;
            break;
        }
        const QByteArrayView line = m_editor->line(firstLine + i);
        bytes += line.size();
        switch (m_parser.parse(line)) {
        case CommandParser::Result::Blank:
            break;
        case CommandParser::Result::Error:
            if (block.summary.errors++ == 0)
                block.summary.firstError = {i, m_parser.error()};
            note({i, m_parser.error()});
            break;
        case CommandParser::Result::Command:
            ++block.summary.commands;
            block.summary.effects.add(m_parser.parsed());
            block.noteCommand(i, m_parser.parsed().command.opcode);
            for (const ParseError &warning : m_warnings.find(line, m_parser)) {
                ++block.summary.warnings;
                note({i, warning, ScriptProblem::Severity::Warning});
            }
            break;
        }
    }
    return block;
}

void ScriptCheck::finish()
{
    m_problems.clear();
    m_whole = {};
    qint64 line = 1;
    for (size_t i = 0; i < m_blocks.size(); line += m_blocks[i].lines, ++i) {
        Block &block = m_blocks[i];
        const qsizetype room = mostProblems - m_problems.size();
        const qint64 found = block.summary.errors + block.summary.warnings;
        if (block.problems.size() < std::min<qint64>(room, found)) { // there was no room for them before those in front went
            block.checked = false;
            m_next = i;
            m_nextLine = line;
            return;
        }
        add(m_whole, block.summary, line);
        for (qsizetype at = 0; at < std::min(room, block.problems.size()); ++at) {
            m_problems.append(block.problems[at]);
            m_problems.last().line += line;
        }
    }
    findBehindQuit();
    m_slice.stop();
    m_finished = true;
    emit finished();
}

/// The first command behind a QUIT is not sent: one warning, as it concerns more than a line.
void ScriptCheck::findBehindQuit()
{
    qint64 begin = 1;
    qint64 quit = 0;
    qint64 behind = 0;
    for (auto block = m_blocks.cbegin(); block != m_blocks.cend() && behind == 0; begin += block->lines, ++block) {
        if (quit > 0 && block->firstCommand >= 0)
            behind = begin + block->firstCommand;
        else if (quit == 0 && block->quit >= 0)
            quit = begin + block->quit;
        if (behind == 0 && quit >= begin && block->behindQuit >= 0)
            behind = begin + block->behindQuit;
    }
    if (behind == 0)
        return;
    const ScriptProblem problem{behind, ScriptWarnings::behindQuit(m_editor->line(behind), quit), ScriptProblem::Severity::Warning};
    const auto place = [](const ScriptProblem &each) { return std::pair(each.line, each.error.column); };
    const auto found = std::ranges::lower_bound(std::as_const(m_problems), place(problem), {}, place);
    m_problems.insert(std::distance(m_problems.cbegin(), found), problem);
    if (m_problems.size() > mostProblems)
        m_problems.removeLast();
    ++m_whole.warnings;
}

ScriptCheck::Summary ScriptCheck::summary(qint64 firstLine, qint64 lastLine)
{
    Summary sum;
    qint64 begin = 1;
    for (const Block &block : m_blocks) {
        qint64 from = std::max(begin, firstLine);
        const qint64 to = std::min(begin + block.lines - 1, lastLine);
        if (from == begin && to == begin + block.lines - 1)
            add(sum, block.summary, begin);
        else {
            while (from <= to) {
                const Block part = check(from, to - from + 1, 0);
                add(sum, part.summary, from);
                from += part.lines;
            }
        }
        begin += block.lines;
    }
    return sum;
}
