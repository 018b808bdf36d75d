#include "ui/workbench/scriptkeys.h"

#include "app/commands/commandlanguage.h"
#include "app/commands/keyhistory.h"
#include "app/commands/wordreader.h"
#include "ui/workbench/byteeditor.h"

#include <algorithm>

namespace {

constexpr qint64 mostSpread = 1500; // of the whole script
constexpr qint64 linesNear = 200;   // above the cursor, and as many below
constexpr qsizetype longestLine = 64 * 1024;
constexpr qsizetype mostResults = 300;

/// Adds the key of a line, if it has one that can be read; the rest of the line need not be right.
void addKey(QByteArrayView line, KeyHistory &keys)
{
    WordReader words;
    words.start(line.first(std::min(line.size(), longestLine)));
    if (!words.toNextWord())
        return;
    const QByteArrayView name = words.ahead();
    const CommandSyntax *command = findCommand(name);
    if (!command || command->required[0] != Argument::Key)
        return;
    words.skip(name.size());
    Word key;
    if (words.toNextWord() && words.read(key))
        keys.add(key.bytes);
}

} // namespace

void gatherKeys(const ByteEditor &editor, KeyHistory &keys)
{
    const qint64 lines = editor.lineCount();
    const qint64 cursor = editor.currentLine();
    const qint64 written = editor.isModified() ? cursor : 0;
    const auto add = [&](qint64 line) {
        if (line >= 1 && line <= lines && line != written)
            addKey(editor.line(line), keys);
    };
    const qint64 step = std::max<qint64>(1, lines / mostSpread);
    for (qint64 line = lines; line >= 1; line -= step)
        add(line);
    for (qint64 distance = linesNear; distance > 0; --distance) {
        add(cursor + distance);
        add(cursor - distance);
    }
    add(cursor);
}

void gatherKeys(const SegmentList &results, KeyHistory &keys)
{
    qsizetype count = 0;
    for (const auto &segment : results)
        count += segment->requests.size();
    const qsizetype step = std::max<qsizetype>(1, count / mostResults);
    qsizetype next = 0; // from the beginning of the segment
    for (const auto &segment : results) {
        for (; next < segment->requests.size(); next += step) {
            if (has(segment->results.opcode(next), OpcodeTrait::WithKey))
                keys.add(segment->requests.key(next));
        }
        next -= segment->requests.size();
    }
}
