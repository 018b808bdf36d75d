#include "connection/text/peekexchange.h"

#include "connection/text/metakey.h"
#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr qsizetype requestPortion = 64 * 1024;
/// Keys without an answer: enough to keep the server busy, few enough for a quick cancel.
constexpr qsizetype mostPending = 2'000;
constexpr qint64 mostReserved = 1024 * 1024;

} // namespace

Error PeekExchange::objection(const QByteArray &version) const
{
    return metaObjection(version, UnknownVersion::IsTried);
}

QByteArray PeekExchange::nextPortion()
{
    QByteArray portion;
    // What nobody wants any more is not asked for.
    if (isAbandoned())
        m_keys.resize(std::min(m_keys.size(), m_written));
    while (m_written < m_keys.size() && m_written - m_answered < mostPending && portion.size() < requestPortion) {
        const QByteArray name = metaKey(m_keys.at(m_written++));
        if (name.isEmpty())
            passOverUnnamable();
        else
            portion += "mg " + name + (m_parts == PeekParts::WithValue ? " t f c s l h u v\r\n" : " t f c s l h u\r\n");
    }
    if (m_written == m_keys.size() && !std::exchange(m_barrierWritten, true))
        portion += "mn\r\n";
    return portion;
}

qsizetype PeekExchange::take(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (progress() == Progress::Open && taken < bytes.size()) {
        if (m_valueLeft > 0) {
            taken += takeValue(bytes.sliced(taken));
            continue;
        }
        qsizetype length = 0;
        QByteArrayView line;
        if (cutLine(bytes.sliced(taken), line, length) != ParseState::Complete)
            break;
        taken += length;
        takeLine(line);
    }
    if (!m_items.empty())
        wake();
    return taken;
}

qsizetype PeekExchange::takeValue(QByteArrayView bytes)
{
    const qint64 count = std::min<qint64>(bytes.size(), m_valueLeft);
    if (!isAbandoned())
        m_item.value.append(bytes.first(count));
    m_valueLeft -= count;
    return count;
}

void PeekExchange::takeLine(QByteArrayView line)
{
    if (m_valueEnds) {
        m_valueEnds = false;
        if (line.isEmpty())
            add(std::exchange(m_item, {}));
        else
            fail(malformedLine(line));
        return;
    }
    passOverUnnamable();
    MetaAnswer answer;
    if (parseMetaAnswer(line, answer) == ParseState::Complete) {
        takeAnswer(answer);
        return;
    }
    const std::optional<Error> refusal = refusalIn(line);
    if (refusal && refusal->code == Error::Code::CommandRefused && m_answered < m_written)
        add({PeekedItem::State::Refused, {}, {}, refusal->text});
    else
        fail(refusal.value_or(malformedLine(line)));
}

void PeekExchange::takeAnswer(const MetaAnswer &answer)
{
    const bool wanted = m_answered < m_written;
    if (answer.kind == MetaAnswer::Kind::Barrier && m_barrierWritten && m_answered == m_keys.size()) {
        setProgress(Progress::Complete);
    } else if (answer.kind == MetaAnswer::Kind::Miss && wanted) {
        add({});
    } else if (answer.kind == MetaAnswer::Kind::Header && wanted && m_parts == PeekParts::Metadata) {
        add({PeekedItem::State::Hit, answer, {}, {}});
    } else if (answer.kind == MetaAnswer::Kind::Value && wanted && m_parts == PeekParts::WithValue) {
        if (answer.valueSize > m_longestValue) {
            fail({Error::Code::TooLarge,
                  QCoreApplication::translate("PeekExchange", "A value of %L1 bytes is longer than it may be, %L2.")
                      .arg(answer.valueSize)
                      .arg(m_longestValue)});
            return;
        }
        m_item = {PeekedItem::State::Hit, answer, {}, {}};
        if (!isAbandoned())
            m_item.value.reserve(std::min(answer.valueSize, mostReserved));
        m_valueLeft = answer.valueSize;
        m_valueEnds = true;
    } else {
        fail({Error::Code::MalformedLine,
              QCoreApplication::translate("PeekExchange", "The server gave an answer that nobody asked for. The connection was closed.")});
    }
}

void PeekExchange::add(PeekedItem item)
{
    ++m_answered;
    if (!isAbandoned())
        m_items.push_back(std::move(item));
    passOverUnnamable();
}

/// Keys that were not asked for have their place among those that were.
void PeekExchange::passOverUnnamable()
{
    while (m_answered < m_written && metaKey(m_keys.at(m_answered)).isEmpty()) {
        if (!isAbandoned())
            m_items.push_back({PeekedItem::State::Refused, {}, {}, unnamableKey(m_keys.at(m_answered)).text});
        ++m_answered;
    }
}
