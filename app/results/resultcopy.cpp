#include "app/results/resultcopy.h"

#include "app/commands/commandparser.h"
#include "app/results/resultwriter.h"
#include "connection/borrowed.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <cstring>

namespace {

/// The lines of a script by their numbers, found with one pass over its text.
class ScriptLines
{
public:
    ScriptLines(const QByteArray &script, const CopyRequest &request)
        : m_script(script)
    {
        std::vector<qint64> wanted;
        wanted.reserve(request.rows.size());
        ResultCursor cursor(request.results);
        for (const int row : request.rows) {
            cursor.moveTo(row);
            wanted.push_back(cursor.segment().requests.line(cursor.index()));
        }
        std::ranges::sort(wanted);
        const char *begin = script.constData();
        const char *const end = begin + script.size();
        qint64 line = request.firstLine;
        for (const qint64 number : wanted) {
            for (; line < number && begin != end; ++line) {
                const auto *feed = static_cast<const char *>(std::memchr(begin, '\n', size_t(end - begin)));
                begin = feed ? feed + 1 : end;
            }
            if (begin == end)
                return;
            m_begins.insert(number, begin - script.constData());
        }
    }

    /// Without spaces around it and without its line end; empty: the script has no such line.
    [[nodiscard]] QByteArrayView line(qint64 number) const
    {
        const auto begin = m_begins.constFind(number);
        if (begin == m_begins.cend())
            return {};
        QByteArrayView rest = QByteArrayView(m_script).sliced(*begin);
        const qsizetype end = rest.indexOf('\n');
        QByteArrayView line = end < 0 ? rest : rest.first(end);
        if (number == 1 && line.startsWith("\xef\xbb\xbf"))
            line = line.sliced(3);
        return line.trimmed();
    }

private:
    QByteArray m_script;
    QHash<qint64, qsizetype> m_begins;
};

bool readsFile(QByteArrayView line)
{
    CommandParser parser;
    return parser.parse(line) == CommandParser::Result::Command && parser.parsed().valueFile.has_value();
}

QByteArray valueOf(const Outcome &outcome, bool *has)
{
    *has = outcome.value.has_value() || outcome.number.has_value();
    if (outcome.number)
        return QByteArray::number(*outcome.number);
    return outcome.value ? borrowed(*outcome.value) : QByteArray();
}

CopiedText writtenResults(const CopyRequest &request, ResultWriter::Format format)
{
    CopiedText copied;
    ResultWriter writer(format);
    writer.writeHeader(copied.text);
    ResultCursor cursor(request.results);
    for (const int row : request.rows) {
        copied.isCut = copied.text.size() >= request.most;
        if (copied.isCut)
            break;
        cursor.moveTo(row);
        (void)writer.write(copied.text, cursor.segment(), cursor.index(), copied.text.size() + 1);
        ++copied.rowCount;
    }
    return copied;
}

CopiedText commands(const CopyRequest &request)
{
    CopiedText copied;
    const ScriptLines lines(request.script, request);
    QByteArray shell;
    bool files = false;
    ResultCursor cursor(request.results);
    for (const int row : request.rows) {
        copied.isCut = copied.text.size() + shell.size() >= request.most;
        if (copied.isCut)
            break;
        cursor.moveTo(row);
        const QByteArrayView line = lines.line(cursor.segment().requests.line(cursor.index()));
        if (line.isEmpty())
            continue;
        ++copied.rowCount;
        if (request.form == CopyForm::Commands) {
            copied.text.append(line.data(), line.size()).append('\n');
        } else {
            shell.append(" --execute-line ").append(shellWord(line));
            files = files || readsFile(line);
        }
    }
    if (request.form != CopyForm::ShellLine || copied.rowCount == 0)
        return copied;
    if (files) // relative paths of --execute-line begin in the working folder
        copied.text.append("cd -- ").append(shellWord(QFile::encodeName(request.folder))).append(" && ");
    copied.text.append("slabscope --connect ").append(shellWord(request.server.toUtf8())).append(shell);
    return copied;
}

CopiedText values(const CopyRequest &request)
{
    CopiedText copied;
    ResultCursor cursor(request.results);
    for (const int row : request.rows) {
        copied.isCut = copied.text.size() >= request.most;
        if (copied.isCut)
            break;
        cursor.moveTo(row);
        bool has = false;
        const Outcome outcome = cursor.segment().results.outcome(cursor.index());
        const QByteArray value = valueOf(outcome, &has);
        if (!has)
            continue;
        if (copied.rowCount++ > 0)
            copied.text.append('\n');
        copied.text.append(request.form == CopyForm::ValuesInHex          ? value.toHex()
                               : request.form == CopyForm::ValuesInBase64 ? value.toBase64()
                                                                          : value);
    }
    return copied;
}

} // namespace

CopiedText copiedText(const CopyRequest &request)
{
    switch (request.form) {
    case CopyForm::JsonLines:
        return writtenResults(request, ResultWriter::Format::JsonLines);
    case CopyForm::Csv:
        return writtenResults(request, ResultWriter::Format::Csv);
    case CopyForm::Commands:
    case CopyForm::ShellLine:
        return commands(request);
    case CopyForm::Values:
    case CopyForm::ValuesInHex:
    case CopyForm::ValuesInBase64:
        break;
    }
    return values(request);
}

QByteArray shellWord(QByteArrayView word)
{
    const auto plain = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
            || QByteArrayView("_-./:@%+=,").contains(byte);
    };
    QByteArray text = word.toByteArray();
    text.replace('\0', QByteArray());
    if (!text.isEmpty() && std::ranges::all_of(text, plain))
        return text;
    return '\'' + text.replace('\'', "'\\''") + '\'';
}
