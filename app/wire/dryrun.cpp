#include "app/wire/dryrun.h"

#include "app/commands/commandguide.h"
#include "app/commands/commandparser.h"
#include "app/commands/ttl.h"
#include "app/commands/valuefile.h"
#include "app/wire/textlines.h"
#include "connection/commandcheck.h"
#include "connection/protocol/opaque.h"
#include "connection/requestportion.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QTimeZone>
#include <QtEndian>

#include <algorithm>

namespace {

/// No answer is waited for here: the least that a matcher can do with.
constexpr qsizetype leastBlock = 64;
constexpr qsizetype bodyLengthOffset = 8;

struct DryRunWords
{
    Q_DECLARE_TR_FUNCTIONS(DryRun)
};

/// Makes the dry run of one command.
class LineRehearsal
{
public:
    LineRehearsal(const DryRunQuestion &question, const CommandParser &parser, DryRun &run)
        : m_question(question)
        , m_parsed(parser.parsed())
        , m_run(run)
    {
        m_sourced.command = m_parsed.command;
        m_run.opcode = m_sourced.command.opcode;
        for (const ParseError &warning : parser.warnings())
            m_run.notes += warning.text;
    }

    void perform()
    {
        if (m_question.connected && !permits(m_question.access, m_sourced.command)) {
            refuse(DryRunWords::tr("Not sent: this connection is read-only."));
            return;
        }
        setExpiry();
        if (m_parsed.valueFile && !readFile())
            return;
        if (m_question.connected)
            checkCommand(m_sourced, m_question.server);
        checkHeader(m_sourced);
        if (m_sourced.refusal != Status::Success) {
            refuse(m_sourced.reason);
            return;
        }
        if (m_valueSize > m_value.size())
            m_sourced.command.value = m_value;
        write();
        m_run.state = DryRun::State::Ready;
        explain();
    }

private:
    void refuse(const QString &reason)
    {
        m_run.state = DryRun::State::Refused;
        m_run.reason = reason;
    }

    void setExpiry()
    {
        if (!m_parsed.longLifetime)
            return;
        const qint64 offset = m_question.connected ? m_question.server.clockOffset.count() : 0;
        m_sourced.command.expiry = expiryAfter(*m_parsed.longLifetime, QDateTime::currentSecsSinceEpoch() + offset);
        const QString time =
            QDateTime::fromSecsSinceEpoch(m_sourced.command.expiry, QTimeZone::utc()).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
        m_run.notes +=
            (m_question.connected
                 ? QCoreApplication::translate(
                     "DryRun", "A lifetime over 30 days goes out as a time, worked out by the server's clock when it is sent: now %1.")
                 : QCoreApplication::translate(
                     "DryRun",
                     "A lifetime over 30 days goes out as a time, worked out by the server's clock when it is sent: by ours now %1."))
                .arg(time);
    }

    /// A long value is mapped, so that the checks know its length, and only its beginning is read.
    bool readFile()
    {
        const QString path = valueFilePath(*m_parsed.valueFile, m_question.folder);
        const ValueFile found = findValueFile(path);
        m_file.setFileName(path);
        if (found != ValueFile::Readable || !m_file.open(QIODevice::ReadOnly)) {
            refuse(found != ValueFile::Readable
                       ? valueFileText(found, path)
                       : QCoreApplication::translate("DryRun", "“%1” cannot be read: %2.").arg(path, m_file.errorString()));
            return false;
        }
        m_value = m_file.read(DryRun::longestValue);
        m_valueSize = std::max<qint64>(m_file.size(), m_value.size());
        m_sourced.command.value = m_value;
        if (m_valueSize > m_value.size()) {
            const uchar *mapped = m_file.map(0, m_valueSize);
            if (mapped)
                m_sourced.command.value = QByteArray::fromRawData(reinterpret_cast<const char *>(mapped), qsizetype(m_valueSize));
            m_run.notes += QCoreApplication::translate("DryRun", "The value has %L1 bytes; the first %L2 of them are shown.")
                               .arg(m_valueSize)
                               .arg(m_value.size());
        }
        m_run.notes +=
            QCoreApplication::translate("DryRun", "The value is read from “%1” when it is sent; these are its bytes now.").arg(path);
        return true;
    }

    void write()
    {
        ResponseMatcher matcher(0, leastBlock, m_question.opaque ? numberOf(*m_question.opaque) : firstNumber);
        RequestPortion portion(&matcher);
        if (m_question.mode == ScriptRun::Mode::Batch) {
            portion.appendOfBatch(m_sourced.command, nullptr);
            portion.appendEnd();
        } else {
            portion.appendAlone(m_sourced.command, nullptr);
        }
        const qsizetype size = requestSize(m_sourced.command);
        m_run.request = QByteArray(portion.bytes(), size);
        m_run.closing = QByteArray(portion.bytes() + size, portion.size() - size);
        if (m_valueSize > m_value.size()) {
            char *bodyLength = m_run.request.data() + bodyLengthOffset;
            qToBigEndian(qFromBigEndian<quint32>(bodyLength) + quint32(m_valueSize - m_value.size()), bodyLength);
        }
    }

    void explain()
    {
        if (isQuiet(m_run.opcode)) {
            if (const CommandSyntax *syntax = findCommand(m_run.opcode))
                m_run.notes.prepend(commandGuide(*syntax).quiet);
        }
        if (!m_run.closing.isEmpty())
            m_run.notes += DryRunWords::tr("The NOOP at the end is ours: its answer proves that everything before it was "
                                           "done. In a longer batch one comes for many commands.");
        m_run.notes += m_question.opaque
            ? DryRunWords::tr("The opaque is given when it is sent; this is the next one of the connection.")
            : DryRunWords::tr("The opaque is given when it is sent; without a connection this is the very first one.");
    }

    const DryRunQuestion &m_question;
    const ParsedCommand &m_parsed;
    DryRun &m_run;
    SourcedCommand m_sourced;
    QFile m_file;
    QByteArray m_value;
    qint64 m_valueSize = 0; ///< bytes that the file has
};

} // namespace

DryRun dryRun(const DryRunQuestion &question)
{
    DryRun run;
    run.line = TextLines(question.text).line(question.line).toByteArray();
    CommandParser parser;
    switch (parser.parse(run.line)) {
    case CommandParser::Result::Blank:
        break;
    case CommandParser::Result::Error:
        run.state = DryRun::State::Invalid;
        run.reason = QCoreApplication::translate("DryRun", "Column %1: %2").arg(parser.error().column).arg(parser.error().text);
        break;
    case CommandParser::Result::Command:
        LineRehearsal(question, parser, run).perform();
        break;
    }
    return run;
}
