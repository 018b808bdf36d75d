#include "app/keyspace/keytext.h"

#include "app/commands/commandparser.h"
#include "app/commands/rowreader.h"
#include "connection/borrowed.h"
#include "connection/text/textline.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cstring>

namespace {

constexpr int linesAtOnce = 2'000; ///< between two looks at the progress

struct Wording
{
    Q_DECLARE_TR_FUNCTIONS(KeyText)
};

/// Takes the keys of a text, line by line.
class KeyTextReader
{
public:
    KeyTextReader(QByteArrayView text, const KeyText::Progress &progress)
        : m_text(text)
        , m_progress(progress)
    {
    }

    KeyText read(KeyText::Form form)
    {
        if (form == KeyText::Form::Csv)
            readTable();
        else
            readLines(form);
        close();
        return std::move(m_read);
    }

private:
    void readLines(KeyText::Form form)
    {
        qsizetype at = m_text.startsWith("\xef\xbb\xbf") ? 3 : 0;
        while (at < m_text.size() && goesOn(at)) {
            const qsizetype end = m_text.indexOf('\n', at);
            QByteArrayView line = end < 0 ? m_text.sliced(at) : m_text.sliced(at, end - at);
            at = end < 0 ? m_text.size() : end + 1;
            ++m_line;
            if (line.endsWith('\r'))
                line.chop(1);
            if (form == KeyText::Form::Script)
                takeCommand(line);
            else if (form == KeyText::Form::JsonLines)
                takeObject(line);
            else
                takeWord(line);
        }
    }

    void readTable()
    {
        RowReader rows(m_text, {.kind = TableForm::Kind::Csv, .separator = ',', .header = true});
        if (rows.next() != RowReader::Next::Row) {
            m_read.error = {Error::Code::Invalid, Wording::tr("The table has no header.")};
            return;
        }
        const qsizetype plain = rows.fields().indexOf("key");
        const qsizetype encoded = rows.fields().indexOf("keyBase64");
        if (plain < 0 && encoded < 0) {
            m_read.error = {Error::Code::Invalid, Wording::tr("The table has no column “key”, as tables of this program have.")};
            return;
        }
        while (goesOn(rows.position())) {
            const RowReader::Next next = rows.next();
            m_line = rows.line();
            if (next == RowReader::Next::End)
                return;
            if (next == RowReader::Next::Malformed) {
                fault(rows.error());
                continue;
            }
            const QByteArray key = rows.fields().value(plain);
            const QByteArray base64 = rows.fields().value(encoded);
            if (key.isEmpty() && !base64.isEmpty())
                takeBase64(base64);
            else if (!key.isEmpty())
                take(key);
        }
    }

    void takeWord(QByteArrayView line)
    {
        if (line.size() > longestTextLine) {
            fault(Wording::tr("The line is too long for a key."));
            return;
        }
        m_words.start(line);
        if (!m_words.toNextWord())
            return;
        Word word;
        if (!m_words.read(word))
            fault(m_words.error().text);
        else if (word.form == WordForm::File)
            fault(Wording::tr("A key cannot be taken from a file of its own."));
        else if (m_words.toNextWord())
            fault(Wording::tr("There is more than a key on this line. A key with blanks in it needs quotes around it."));
        else
            take(word.bytes);
    }

    void takeCommand(QByteArrayView line)
    {
        switch (m_parser.parse(line)) {
        case CommandParser::Result::Command:
            if (has(m_parser.parsed().command.opcode, OpcodeTrait::WithKey))
                take(m_parser.parsed().command.key);
            break;
        case CommandParser::Result::Error:
            fault(m_parser.error().text);
            break;
        case CommandParser::Result::Blank:
            break;
        }
    }

    /// Results without a key, as of a NOOP, are passed over.
    void takeObject(QByteArrayView line)
    {
        if (line.trimmed().isEmpty())
            return;
        QJsonParseError parsing;
        const QJsonDocument document = QJsonDocument::fromJson(borrowed(line), &parsing);
        if (!document.isObject()) {
            fault(Wording::tr("This is no JSON object."));
            return;
        }
        const QJsonObject object = document.object();
        const QJsonValue key = object.value(QLatin1String("key"));
        const QJsonValue base64 = object.value(QLatin1String("keyBase64"));
        if (key.isString())
            take(key.toString().toUtf8());
        else if (base64.isString())
            takeBase64(base64.toString().toLatin1());
    }

    void takeBase64(const QByteArray &base64)
    {
        const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
        if (decoded)
            take(*decoded);
        else
            fault(Wording::tr("The key is not written in Base64, as it should be."));
    }

    void take(QByteArrayView key)
    {
        if (key.isEmpty() || key.size() > KeySegment::longestKey) {
            fault(Wording::tr("The key has %Ln bytes; memcached takes keys of 1 to 250 bytes.", nullptr,
                              int(std::min<qsizetype>(key.size(), INT_MAX))));
            return;
        }
        std::memcpy(m_open.keySpace(), key.data(), size_t(key.size()));
        m_open.append(key.size(), {});
        if (m_open.isFull())
            close();
    }

    void close()
    {
        if (m_open.isEmpty())
            return;
        m_open.squeeze();
        m_read.store.append(std::exchange(m_open, {}));
    }

    void fault(const QString &text)
    {
        if (m_read.faultCount++ < KeyText::mostFaults)
            m_read.faults += {m_line, text};
    }

    bool goesOn(qsizetype position)
    {
        if (m_read.store.count() + int(m_open.size()) >= KeyText::mostKeys) {
            m_read.error = {Error::Code::TooLarge, Wording::tr("Only the first %L1 keys were taken.").arg(KeyText::mostKeys)};
            return false;
        }
        if (!m_progress || m_steps++ % linesAtOnce != 0)
            return true;
        return m_progress(int(double(position) * 1000 / double(std::max<qsizetype>(m_text.size(), 1))));
    }

    QByteArrayView m_text;
    const KeyText::Progress &m_progress;
    KeyText m_read;
    KeySegment m_open;
    WordReader m_words;
    CommandParser m_parser;
    qint64 m_line = 0;
    qint64 m_steps = 0;
};

KeyText unreadable(Error::Code code, const QString &text)
{
    KeyText none;
    none.error = {code, text};
    return none;
}

} // namespace

KeyText::Form KeyText::formOf(const QString &path, QByteArrayView beginning)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("mcb"))
        return Form::Script;
    if (suffix == QLatin1String("csv"))
        return Form::Csv;
    if (suffix == QLatin1String("jsonl") || suffix == QLatin1String("json") || suffix == QLatin1String("ndjson"))
        return Form::JsonLines;
    const qsizetype end = beginning.indexOf('\n');
    const QByteArrayView first = (end < 0 ? beginning : beginning.first(end)).trimmed();
    if (first.startsWith('{') && first.endsWith('}') && first.contains('"'))
        return Form::JsonLines;
    if (first.startsWith("key,keyBase64,") || first.startsWith("line,command,key,"))
        return Form::Csv;
    return Form::Lines;
}

KeyText KeyText::read(QByteArrayView text, Form form, const Progress &progress)
{
    return KeyTextReader(text, progress).read(form);
}

KeyText KeyText::readFile(const QString &path, const Progress &progress)
{
    QFile file(path);
    if (!QFileInfo(path).isFile()) // a FIFO would block
        return unreadable(Error::Code::Unreadable, tr("%1 is no file.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > longestFile)
        return unreadable(Error::Code::TooLarge, tr("%1 is longer than %2.").arg(path, QLocale().formattedDataSize(longestFile)));
    const QByteArray text = file.read(longestFile);
    if (file.error() != QFileDevice::NoError)
        return unreadable(Error::Code::Unreadable, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    return read(text, formOf(path, text), progress);
}
