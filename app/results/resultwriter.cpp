#include "app/results/resultwriter.h"

#include "app/commands/readabletext.h"
#include "app/results/csvtext.h"
#include "app/results/jsontext.h"
#include "app/results/numbertext.h"

#include <algorithm>

namespace {
// Columns of the text format; what is longer pushes the rest of its line to the right.
constexpr qsizetype lineWidth = 6;
constexpr qsizetype commandWidth = 10;
constexpr qsizetype keyWidth = 24;
constexpr qsizetype statusWidth = 17;

bool hasKey(Opcode opcode)
{
    return has(opcode, OpcodeTrait::WithKey);
}

/// The server's words or ours, as UTF-8; empty: nobody said anything.
QByteArray messageOf(const Outcome &outcome)
{
    if (outcome.succeeded())
        return {};
    if (outcome.serverText.isEmpty())
        return outcome.reason.toUtf8();
    return isText(outcome.serverText) ? outcome.serverText.toByteArray() : QString::fromUtf8(outcome.serverText).toUtf8();
}

bool hasStatistics(const Outcome &outcome)
{
    return outcome.opcode == Opcode::Stat && outcome.succeeded();
}

// JSON

void appendJsonBytes(QByteArray &out, const char *name, const char *nameInBase64, QByteArrayView bytes)
{
    if (isText(bytes)) {
        out.append(name);
        appendJsonString(out, bytes);
        return;
    }
    out.append(nameInBase64).append('"');
    appendBase64(out, bytes);
    out.append('"');
}

void appendJsonStatistics(QByteArray &out, const QList<Statistic> &statistics)
{
    if (areText(statistics)) {
        out.append(",\"stats\":");
        appendJsonObject(out, statistics);
        return;
    }
    out.append(",\"statsBase64\":");
    appendJsonObjectInBase64(out, statistics);
}

// CSV

/// Two fields, of which one is filled: the bytes as text, or in Base64.
void appendCsvBytes(QByteArray &out, QByteArrayView bytes)
{
    if (isText(bytes)) {
        appendCsvField(out, bytes);
        out.append(',');
        return;
    }
    out.append(',');
    appendBase64(out, bytes);
}

void appendCsvStatistics(QByteArray &out, const QList<Statistic> &statistics)
{
    QByteArray object;
    const bool text = areText(statistics);
    if (text) {
        appendJsonObject(object, statistics);
    } else {
        out.append(',');
        appendJsonObjectInBase64(object, statistics);
    }
    appendCsvField(out, object);
    if (text)
        out.append(',');
}

// Text

/// Fills the column that begins at `begin` with spaces up to `width` characters, and two more.
void endColumn(QByteArray &out, qsizetype begin, qsizetype width)
{
    const auto characters = std::count_if(out.cbegin() + begin, out.cend(), [](char byte) { return (uchar(byte) & 0xc0) != 0x80; });
    out.append(std::max<qsizetype>(0, width - characters) + 2, ' ');
}

void appendQuoted(QByteArray &out, QByteArrayView bytes)
{
    out.append('"');
    appendReadable(out, bytes, QuoteEscapes::Escape);
    out.append('"');
}

bool needsQuotes(QByteArrayView key)
{
    return key.isEmpty() || std::ranges::any_of(key, [](char byte) { return byte == ' ' || byte == '"' || byte == '\\' || byte == '\''; });
}

} // namespace

ResultWriter::ResultWriter(Format format)
    : m_format(format)
    , m_statusName(statusName(m_status))
{
}

void ResultWriter::writeHeader(QByteArray &out) const
{
    if (m_format == Format::Csv)
        out.append("line,command,key,keyBase64,status,silent,sent,value,valueBase64,flags,cas,stats,statsBase64,message\r\n");
}

qsizetype ResultWriter::write(QByteArray &out, const RunSegment &segment, qsizetype index, qsizetype enough)
{
    Q_ASSERT(segment.requests.size() == segment.results.size());
    for (; index < segment.results.size() && out.size() < enough; ++index) {
        const Outcome outcome = segment.results.outcome(index);
        const qint64 line = segment.requests.line(index);
        const QByteArrayView key = segment.requests.key(index);
        switch (m_format) {
        case Format::Text:
            writeText(out, line, key, outcome);
            break;
        case Format::JsonLines:
            writeJson(out, line, key, outcome);
            break;
        case Format::Csv:
            writeCsv(out, line, key, outcome);
            break;
        }
    }
    return index;
}

void ResultWriter::writeJson(QByteArray &out, qint64 line, QByteArrayView key, const Outcome &outcome)
{
    out.append("{\"line\":");
    appendNumber(out, line);
    out.append(",\"command\":\"").append(commandName(outcome.opcode)).append('"');
    if (hasKey(outcome.opcode))
        appendJsonBytes(out, ",\"key\":", ",\"keyBase64\":", key);
    out.append(",\"status\":\"").append(nameOf(outcome.status)).append('"');
    if (outcome.silent())
        out.append(",\"silent\":true");
    if (!outcome.sent())
        out.append(",\"sent\":false");
    if (outcome.value) {
        appendJsonBytes(out, ",\"value\":", ",\"valueBase64\":", *outcome.value);
    } else if (outcome.number) {
        out.append(",\"value\":\"");
        appendNumber(out, *outcome.number);
        out.append('"');
    }
    if (outcome.flags) {
        out.append(",\"flags\":");
        appendNumber(out, *outcome.flags);
    }
    if (outcome.cas != 0) {
        out.append(",\"cas\":\"");
        appendNumber(out, outcome.cas);
        out.append('"');
    }
    if (hasStatistics(outcome))
        appendJsonStatistics(out, outcome.statistics());
    if (const QByteArray message = messageOf(outcome); !message.isEmpty()) {
        out.append(",\"message\":");
        appendJsonString(out, message);
    }
    out.append("}\n");
}

void ResultWriter::writeCsv(QByteArray &out, qint64 line, QByteArrayView key, const Outcome &outcome)
{
    appendNumber(out, line);
    out.append(',').append(commandName(outcome.opcode)).append(',');
    if (hasKey(outcome.opcode))
        appendCsvBytes(out, key);
    else
        out.append(',');
    out.append(',').append(nameOf(outcome.status));
    out.append(outcome.silent() ? ",true," : ",,");
    out.append(outcome.sent() ? "," : "false,");
    if (outcome.value) {
        appendCsvBytes(out, *outcome.value);
    } else {
        if (outcome.number)
            appendNumber(out, *outcome.number);
        out.append(',');
    }
    out.append(',');
    if (outcome.flags)
        appendNumber(out, *outcome.flags);
    out.append(',');
    if (outcome.cas != 0)
        appendNumber(out, outcome.cas);
    out.append(',');
    if (hasStatistics(outcome))
        appendCsvStatistics(out, outcome.statistics());
    else
        out.append(',');
    out.append(',');
    if (const QByteArray message = messageOf(outcome); !message.isEmpty())
        appendCsvField(out, message);
    out.append("\r\n");
}

void ResultWriter::writeText(QByteArray &out, qint64 line, QByteArrayView key, const Outcome &outcome)
{
    out.append(QByteArray::number(line).rightJustified(lineWidth)).append("  ");
    qsizetype column = out.size();
    out.append(commandName(outcome.opcode));
    endColumn(out, column, commandWidth);
    column = out.size();
    if (hasKey(outcome.opcode) && needsQuotes(key))
        appendQuoted(out, key);
    else
        appendReadable(out, key, QuoteEscapes::Keep);
    endColumn(out, column, keyWidth);
    column = out.size();
    out.append(nameOf(outcome.status));
    endColumn(out, column, statusWidth);

    if (outcome.value) {
        appendQuoted(out, *outcome.value);
        out.append("  ");
    } else if (outcome.number) {
        appendNumber(out, *outcome.number);
        out.append("  ");
    }
    if (outcome.flags) {
        out.append("flags=");
        appendNumber(out, *outcome.flags);
        out.append("  ");
    }
    if (outcome.cas != 0) {
        out.append("cas=");
        appendNumber(out, outcome.cas);
        out.append("  ");
    }
    if (outcome.silent())
        out.append("(silent)  ");
    if (!outcome.sent())
        out.append("(not sent)  ");
    appendReadable(out, messageOf(outcome), QuoteEscapes::Keep);
    while (out.endsWith(' '))
        out.chop(1);
    out.append('\n');

    for (const Statistic &statistic : outcome.statistics()) {
        out.append(lineWidth + 2, ' ');
        column = out.size();
        appendReadable(out, statistic.name, QuoteEscapes::Keep);
        endColumn(out, column, keyWidth);
        appendReadable(out, statistic.value, QuoteEscapes::Keep);
        while (out.endsWith(' '))
            out.chop(1);
        out.append('\n');
    }
}

const QByteArray &ResultWriter::commandName(Opcode opcode)
{
    QByteArray &name = m_commandNames[size_t(opcode)];
    if (name.isEmpty())
        name = opcodeName(opcode);
    return name;
}

const QByteArray &ResultWriter::nameOf(Status status)
{
    if (status != m_status) {
        m_status = status;
        m_statusName = statusName(status);
    }
    return m_statusName;
}
