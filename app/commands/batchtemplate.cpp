#include "app/commands/batchtemplate.h"

#include "app/commands/encodings.h"
#include "app/commands/readabletext.h"
#include "connection/commandcheck.h"

#include <algorithm>
#include <charconv>

BatchTemplate::BatchTemplate(QByteArrayView line, const QList<QByteArray> &columns)
{
    const QByteArray text = line.toByteArray();
    readWords(text, columns);
    if (!m_error)
        tryOut();
}

void BatchTemplate::readWords(QByteArrayView line, const QList<QByteArray> &columns)
{
    if (line.contains('\n')) {
        fail(0, line.size(), tr("A template is one line"));
        return;
    }
    m_reader.start(line);
    if (!m_reader.toNextWord()) {
        fail(0, line.size(), tr("Found nothing, expected a command such as SET {1} {2}"));
        return;
    }
    const QByteArrayView name = m_reader.ahead();
    const CommandSyntax *syntax = findCommand(name);
    if (!syntax) {
        (void)m_parser.parse(line);
        m_error = m_parser.error();
        return;
    }
    m_words.append({.begin = m_reader.position(), .end = m_reader.position() + name.size(), .lead = name.toByteArray()});
    m_reader.skip(name.size());
    qsizetype required = std::ranges::count_if(syntax->required, [](Argument argument) { return argument != Argument::None; });
    while (m_reader.toNextWord()) {
        TemplateWord word{.begin = m_reader.position()};
        if (--required < 0 && syntax->optional != Argument::Group) {
            word.place = WordPlace::Optional;
            if (const QByteArrayView option = m_reader.optionAhead(); !option.isEmpty()) {
                word.lead = option.toByteArray() + '=';
                word.place = WordPlace::Required; // nothing makes an option of its value
                m_reader.skip(word.lead.size());
            }
        }
        if (!readWord(word, columns))
            return;
        m_words.append(word);
    }
}

bool BatchTemplate::readWord(TemplateWord &word, const QList<QByteArray> &columns)
{
    const QByteArrayView ahead = m_reader.ahead();
    const qsizetype value = m_reader.position();
    const auto takeRaw = [&](Form form, QByteArrayView prefix) {
        word.form = form;
        word.lead += prefix;
        word.end = value + ahead.size();
        m_reader.skip(ahead.size());
        return split(ahead.sliced(prefix.size()), word, columns);
    };
    const bool open = ahead.contains('{');
    if (open && ahead.startsWith("hex:"))
        return takeRaw(Form::Hex, "hex:");
    if (open && ahead.startsWith("base64:"))
        return takeRaw(Form::Base64, "base64:");
    if (ahead.isEmpty() || m_reader.line()[value] == '#') { // behind an option's equals sign
        fail(word.begin, value, tr("Found nothing behind “%1”").arg(shownBytes(word.lead)));
        return false;
    }
    Word read;
    if (!m_reader.read(read)) {
        m_error = m_reader.error();
        return false;
    }
    word.end = read.end;
    const QByteArrayView written = m_reader.line().sliced(value, read.end - value);
    if (read.form == WordForm::Encoded || !read.bytes.contains('{')) {
        word.lead += written;
        return true;
    }
    word.form = Form::Word;
    if (read.form == WordForm::File) {
        word.form = Form::Path;
        word.lead += "file:";
    }
    return split(read.bytes, word, columns);
}

bool BatchTemplate::split(QByteArrayView bytes, TemplateWord &word, const QList<QByteArray> &columns)
{
    Piece piece;
    while (!bytes.isEmpty()) {
        const qsizetype brace = bytes.indexOf('{');
        piece.text.append(bytes.first(brace < 0 ? bytes.size() : brace));
        if (brace < 0)
            break;
        bytes = bytes.sliced(brace + 1);
        if (bytes.startsWith('{')) {
            piece.text.append('{');
            bytes = bytes.sliced(1);
            continue;
        }
        const qsizetype end = bytes.indexOf('}');
        if (end < 0 || !readPlace(bytes.first(end), piece.column, columns)) {
            const QByteArray found = '{' + bytes.first(end < 0 ? bytes.size() : end + 1).toByteArray();
            fail(word.begin, word.end,
                 tr("Found “%1”, expected the number or the name of a column, as in {1}; write {{ for a brace").arg(shownBytes(found)));
            return false;
        }
        m_lastColumn = std::max(m_lastColumn, piece.column + 1);
        word.pieces.append(piece);
        piece = {};
        bytes = bytes.sliced(end + 1);
    }
    word.pieces.append(piece);
    return true;
}

bool BatchTemplate::readPlace(QByteArrayView name, qsizetype &column, const QList<QByteArray> &columns) const
{
    const auto named = std::ranges::find_if(columns, [name](const QByteArray &other) { return QByteArrayView(other) == name; });
    if (named != columns.end()) {
        column = named - columns.begin();
        return true;
    }
    constexpr qsizetype most = 10'000;
    qsizetype number = 0;
    const auto [end, fault] = std::from_chars(name.begin(), name.end(), number);
    if (fault != std::errc() || end != name.end() || number < 1 || number > most)
        return false;
    column = number - 1;
    return true;
}

void BatchTemplate::tryOut()
{
    // Some row must make a command of it: one of numbers, of Unix times, or of the one word that an option takes.
    m_trying = true;
    for (const char *sample : {"1", "1767225600", "no"}) {
        const QList<QByteArray> fields(m_lastColumn, QByteArray(sample));
        QByteArray line;
        (void)build(fields, line);
        if (m_parser.parse(line) == CommandParser::Result::Command) {
            m_error.reset();
            break;
        }
        if (!m_error)
            m_error = inTemplate(m_parser.error(), fields);
    }
    m_trying = false;
}

ParseError BatchTemplate::inTemplate(const ParseError &error, const QList<QByteArray> &fields)
{
    qsizetype end = 0;
    for (const TemplateWord &word : std::as_const(m_words)) {
        end += filled(word, fields).size() + 1;
        if (error.length > 0 && error.column <= end)
            return {word.begin + 1, word.end - word.begin, error.text};
    }
    return {m_words.last().end + 1, 0, error.text};
}

QByteArray BatchTemplate::filled(const TemplateWord &word, const QList<QByteArray> &fields)
{
    if (word.form == Form::Written)
        return word.lead;
    m_bytes.resize(0);
    for (const Piece &piece : word.pieces) {
        m_bytes.append(piece.text);
        if (piece.column >= 0)
            m_bytes.append(fields[piece.column]);
    }
    switch (word.form) {
    case Form::Written:
        break;
    case Form::Word:
        return word.lead + formatWord(m_bytes, word.place);
    case Form::Hex:
    case Form::Base64: {
        if (m_trying)
            return word.lead + (word.form == Form::Hex ? "31" : "MQ==");
        QByteArray decoded(m_bytes.size(), Qt::Uninitialized);
        const qsizetype length = word.form == Form::Hex ? decodeHex(m_bytes, decoded.data()) : decodeBase64(m_bytes, decoded.data());
        if (length < 0) {
            m_fault = word.form == Form::Hex ? tr("Found “%1”, expected an even count of hexadecimal digits").arg(shownBytes(m_bytes))
                                             : tr("Found “%1”, expected standard Base64 with its padding").arg(shownBytes(m_bytes));
            return {};
        }
        return word.lead + m_bytes;
    }
    case Form::Path: {
        QByteArray path = word.lead + '"';
        appendReadable(path, m_bytes, QuoteEscapes::Escape);
        return path + '"';
    }
    }
    return {};
}

bool BatchTemplate::build(const QList<QByteArray> &fields, QByteArray &line)
{
    m_fault.clear();
    line.resize(0);
    if (fields.size() < m_lastColumn) {
        m_fault = tr("The row has no column %1; its columns: %2").arg(m_lastColumn).arg(fields.size());
        return false;
    }
    for (const TemplateWord &word : std::as_const(m_words)) {
        const QByteArray text = filled(word, fields);
        if (!m_fault.isEmpty())
            return false;
        if (!line.isEmpty())
            line.append(' ');
        line.append(text);
    }
    return true;
}

bool BatchTemplate::fill(const QList<QByteArray> &fields, QByteArray &out)
{
    if (m_error) {
        m_fault = m_error->text;
        return false;
    }
    if (!build(fields, m_line))
        return false;
    if (m_parser.parse(m_line) != CommandParser::Result::Command) {
        m_fault = m_parser.error().text;
        return false;
    }
    SourcedCommand sourced{.command = m_parser.parsed().command};
    checkCommand(sourced, {});
    if (sourced.refusal != Status::Success) {
        m_fault = sourced.reason;
        return false;
    }
    out.append(m_line).append('\n');
    return true;
}

void BatchTemplate::fail(qsizetype begin, qsizetype end, const QString &text)
{
    m_error = ParseError{begin + 1, end - begin, text};
}

QByteArray withKeyPlace(QByteArrayView line)
{
    WordReader reader;
    reader.start(line);
    if (line.contains('{') || !reader.toNextWord())
        return line.toByteArray();
    const qsizetype behind = reader.position() + reader.ahead().size();
    return line.first(behind).toByteArray() + " {1}" + line.sliced(behind).toByteArray();
}
