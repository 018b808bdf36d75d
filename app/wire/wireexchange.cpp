#include "app/wire/wireexchange.h"

#include "app/commands/commandguide.h"
#include "app/wire/packetfields.h"

#include <QCoreApplication>
#include <QLocale>

#include <utility>

namespace {

constexpr qsizetype shownOfLine = 200;

struct WireExchangeWords
{
    Q_DECLARE_TR_FUNCTIONS(WireExchange)
};

WirePart ownPart(WirePart::Role role, const QByteArray &bytes, const QString &remark = {})
{
    auto owner = std::make_shared<const QByteArray>(bytes);
    const QByteArrayView view(*owner);
    return {role, view, std::move(owner), remark};
}

/// Makes what is seen of one result.
class Account
{
public:
    Account(RunWire &wire, int number)
        : m_run(wire.run())
        , m_row(m_run->results.at(number))
        , m_outcome(m_row.outcome())
        , m_found(wire.find(number))
    {
    }

    WireExchange give()
    {
        m_exchange.title = QCoreApplication::translate("WireExchange", "Line %1: %2 %3")
                               .arg(QString::number(m_row.line()), QString::fromLatin1(opcodeName(m_outcome.opcode)),
                                    readableStart(m_row.key(), shownOfLine))
                               .trimmed();
        if (m_outcome.basis == Basis::NotSent) {
            m_exchange.state = WireExchange::State::Unsent;
            m_exchange.heading = WireExchangeWords::tr("Not sent");
            m_exchange.notes += m_outcome.message();
            return m_exchange;
        }
        addRequest();
        addAnswer();
        m_exchange.state = state();
        m_exchange.heading = heading();
        if (m_found.answeredAt && m_run->mode == ScriptRun::Mode::Batch && m_run->results.size() > 1)
            m_exchange.notes += WireExchangeWords::tr("In a batch the time includes waiting in line: here, on the way and in the server.");
        return m_exchange;
    }

private:
    void addRequest()
    {
        const WireRecord *record = m_run->wire.get();
        if (!m_found.request) {
            m_partly = true;
            m_exchange.notes += record && !record->requests().isWhole()
                ? QCoreApplication::translate(
                      "WireExchange",
                      "The request was not recorded: of each run the first %L1 MiB each way are. Run this line alone "
                      "to see its bytes.")
                      .arg(WireRecord::usualBound / 1024 / 1024)
                : WireExchangeWords::tr("The request was not recorded: run this line alone to see its bytes.");
            return;
        }
        const auto owner = std::make_shared<const QByteArray>(record->requests().bytes());
        const QByteArrayView bytes = QByteArrayView(*owner).sliced(m_found.request->offset, m_found.request->available);
        m_exchange.parts.push_back({WirePart::Role::Request, bytes, owner, {}});
        if (m_found.request->fault == WirePacket::Fault::Cut) {
            m_partly = true;
            m_exchange.notes +=
                QCoreApplication::translate("WireExchange", "Of this request only the beginning was recorded: %L1 of %L2 B.")
                    .arg(bytes.size())
                    .arg(m_found.request->length());
        }
    }

    void addAnswer()
    {
        switch (m_outcome.basis) {
        case Basis::Answer: {
            const QByteArrayView bytes = m_row.segment->results.answer(m_row.index);
            m_exchange.parts.push_back({WirePart::Role::Answer, bytes, m_row.segment, time()});
            break;
        }
        case Basis::Silence:
            addProof();
            break;
        case Basis::NoAnswer:
            m_exchange.notes += WireExchangeWords::tr("No answer came: nobody knows whether it was carried out.");
            m_exchange.notes += m_outcome.message();
            break;
        case Basis::NotSent:
            break;
        }
    }

    void addProof()
    {
        if (const CommandSyntax *syntax = findCommand(m_outcome.opcode))
            m_exchange.notes += commandGuide(*syntax).quiet;
        if (!m_found.answer) {
            m_partly = true;
            m_exchange.notes += WireExchangeWords::tr("The server stayed silent. The answer that proves it was not recorded.");
            return;
        }
        m_exchange.notes += m_found.isBarrier
            ? WireExchangeWords::tr("The server stayed silent, which the answer to a later NOOP of ours proves.")
            : WireExchangeWords::tr("The server stayed silent, which the answer to a later command proves.");
        const auto owner = std::make_shared<const QByteArray>(m_run->wire->answers().bytes());
        m_exchange.parts.push_back(
            {WirePart::Role::Proof, QByteArrayView(*owner).sliced(m_found.answer->offset, m_found.answer->available), owner, time()});
    }

    [[nodiscard]] WireExchange::State state() const
    {
        if (m_partly)
            return WireExchange::State::Partly;
        return m_outcome.basis == Basis::NoAnswer ? WireExchange::State::Unanswered : WireExchange::State::After;
    }

    [[nodiscard]] QString heading() const
    {
        if (m_partly)
            return WireExchangeWords::tr("As it went, recorded in part");
        if (m_outcome.basis == Basis::NoAnswer)
            return WireExchangeWords::tr("As it went: no answer came");
        if (!m_found.answeredAt)
            return WireExchangeWords::tr("As it went");
        const QString duration = shortDuration(*m_found.answeredAt - m_found.sentAt);
        return m_found.proves ? QCoreApplication::translate("WireExchange", "As it went: silence proved after %1").arg(duration)
                              : QCoreApplication::translate("WireExchange", "As it went: answered after %1").arg(duration);
    }

    [[nodiscard]] QString time() const
    {
        if (!m_found.answeredAt)
            return {};
        return QCoreApplication::translate("WireExchange", "after %1").arg(shortDuration(*m_found.answeredAt - m_found.sentAt));
    }

    const std::shared_ptr<const RunRecord> &m_run;
    const ResultRow m_row;
    const Outcome m_outcome;
    const RunWire::Found m_found;
    WireExchange m_exchange;
    bool m_partly = false;
};

} // namespace

WireExchange exchangeBefore(DryRun run)
{
    WireExchange exchange;
    exchange.title = readableStart(run.line, shownOfLine);
    switch (run.state) {
    case DryRun::State::Blank:
        return exchange;
    case DryRun::State::Invalid:
        exchange.state = WireExchange::State::Invalid;
        exchange.heading = WireExchangeWords::tr("Not a command");
        exchange.notes += run.reason;
        return exchange;
    case DryRun::State::Refused:
        exchange.state = WireExchange::State::Unsent;
        exchange.heading = WireExchangeWords::tr("Would not be sent");
        exchange.notes = QStringList(run.reason) + run.notes;
        return exchange;
    case DryRun::State::Ready:
        break;
    }
    exchange.state = WireExchange::State::Before;
    exchange.heading = WireExchangeWords::tr("Dry run: what would be sent");
    exchange.notes = std::move(run.notes);
    exchange.parts.push_back(ownPart(WirePart::Role::Request, run.request));
    if (!run.closing.isEmpty())
        exchange.parts.push_back(ownPart(WirePart::Role::Closing, run.closing));
    return exchange;
}

WireExchange exchangeAfter(RunWire &wire, int number)
{
    return Account(wire, number).give();
}

QString shortDuration(std::chrono::nanoseconds duration)
{
    const auto microseconds = double(duration.count()) / 1000.0;
    const QLocale locale;
    if (microseconds < 1000.0)
        return QCoreApplication::translate("WireExchange", "%1 µs").arg(locale.toString(microseconds, 'f', 0));
    if (microseconds < 1'000'000.0) {
        const double milliseconds = microseconds / 1000.0;
        const int decimals = milliseconds < 10.0 ? 2 : milliseconds < 100.0 ? 1 : 0;
        return QCoreApplication::translate("WireExchange", "%1 ms").arg(locale.toString(milliseconds, 'f', decimals));
    }
    return QCoreApplication::translate("WireExchange", "%1 s").arg(locale.toString(microseconds / 1'000'000.0, 'f', 2));
}
