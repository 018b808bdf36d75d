#include "connection/text/storeexchange.h"

#include "connection/text/metaanswer.h"
#include "connection/text/metakey.h"
#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <algorithm>

namespace {

constexpr qsizetype valuePortion = 256 * 1024;

char modeLetter(MetaStore::Mode mode)
{
    switch (mode) {
    case MetaStore::Mode::Set:
        return 'S';
    case MetaStore::Mode::Add:
        return 'E';
    case MetaStore::Mode::Replace:
        return 'R';
    case MetaStore::Mode::Append:
        return 'A';
    case MetaStore::Mode::Prepend:
        return 'P';
    }
    return 'S';
}

} // namespace

Error StoreExchange::objection(const QByteArray &version) const
{
    return metaObjection(version, UnknownVersion::IsRefused);
}

QByteArray StoreExchange::command() const
{
    QByteArray command = "ms " + metaKey(m_store.key);
    // The length stands behind the key, before all flags.
    const qsizetype behindKey = command.indexOf(' ', 3);
    const QByteArray length = ' ' + QByteArray::number(m_store.value.size());
    command.insert(behindKey < 0 ? command.size() : behindKey, length);
    command += " c F" + QByteArray::number(m_store.flags) + " T" + QByteArray::number(m_store.expiry) + " M" + modeLetter(m_store.mode);
    if (m_store.cas)
        command += " C" + QByteArray::number(*m_store.cas);
    return command + "\r\n";
}

QByteArray StoreExchange::nextPortion()
{
    if (m_valueWritten > m_store.value.size())
        return {};
    QByteArray portion = m_valueWritten < 0 ? command() : QByteArray();
    m_valueWritten = std::max<qsizetype>(m_valueWritten, 0);
    const qsizetype count = std::min(valuePortion, m_store.value.size() - m_valueWritten);
    portion += QByteArrayView(m_store.value).sliced(m_valueWritten, count);
    m_valueWritten += count;
    if (m_valueWritten == m_store.value.size()) {
        portion += "\r\n";
        ++m_valueWritten;
    }
    return portion;
}

qsizetype StoreExchange::take(QByteArrayView bytes)
{
    qsizetype length = 0;
    QByteArrayView line;
    if (cutLine(bytes, line, length) != ParseState::Complete)
        return 0;
    takeLine(line);
    return length;
}

void StoreExchange::takeLine(QByteArrayView line)
{
    // What is still to be written would be taken for commands once the server has refused the beginning.
    const bool whole = m_valueWritten > m_store.value.size();
    MetaAnswer answer;
    const bool parsed = parseMetaAnswer(line, answer) == ParseState::Complete;
    if (!whole) {
        fail(refusalIn(line).value_or(malformedLine(line)));
        return;
    }
    if (parsed && answer.kind == MetaAnswer::Kind::Header)
        m_outcome = StoreOutcome::Stored;
    else if (parsed && answer.kind == MetaAnswer::Kind::NotStored)
        m_outcome = StoreOutcome::NotStored;
    else if (parsed && answer.kind == MetaAnswer::Kind::Exists)
        m_outcome = StoreOutcome::Exists;
    else if (parsed && answer.kind == MetaAnswer::Kind::NotFound)
        m_outcome = StoreOutcome::NotFound;
    else {
        // A command that was not understood leaves its value to be taken for commands: better a new connection.
        fail(refusalIn(line).value_or(malformedLine(line)));
        return;
    }
    m_cas = m_outcome == StoreOutcome::Stored ? answer.cas.value_or(0) : 0;
    setProgress(Progress::Complete);
}
