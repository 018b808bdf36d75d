#include "ui/results/celltext.h"

#include "ui/escapedtext.h"
#include "ui/results/outcomelook.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

QString shownText(QByteArrayView bytes, qsizetype limit)
{
    return limit < 0 ? escapedText(bytes, Escaping::Separated) : escapedPreview(bytes, limit);
}

} // namespace

QString valueText(const Outcome &outcome, qsizetype limit)
{
    if (outcome.number)
        return QString::number(*outcome.number);
    if (loudForm(outcome.opcode) == Opcode::Stat && outcome.succeeded())
        return QCoreApplication::translate("ResultsModel", "Statistics: %L1").arg(outcome.statistics().size());
    if (outcome.value)
        return shownText(*outcome.value, limit);
    if (outcome.succeeded())
        return {};
    // The words of the status stand in the column of outcomes already.
    if (!outcome.serverText.isEmpty())
        return shownText(outcome.serverText, limit);
    return outcome.reason;
}

QString secondsText(std::chrono::milliseconds time)
{
    const double seconds = double(time.count()) / 1000.0;
    return QCoreApplication::translate("ResultsModel", "%1 s").arg(QLocale().toString(seconds, 'f', 3));
}

QString cellText(const ResultRow &row, ResultColumn column, qsizetype limit)
{
    const ResultSegment &results = row.segment->results;
    switch (column) {
    case ResultColumn::Line:
        return QString::number(row.line());
    case ResultColumn::Command:
        return QString::fromLatin1(opcodeName(row.opcode()));
    case ResultColumn::Key:
        return shownText(row.key(), limit);
    case ResultColumn::Outcome:
        return outcomeWords(results.status(row.index), results.basis(row.index));
    case ResultColumn::Value:
        return valueText(row.outcome(), limit);
    case ResultColumn::Flags: {
        const std::optional<quint32> flags = row.outcome().flags;
        return flags ? QString::number(*flags) : QString();
    }
    case ResultColumn::Cas: {
        const quint64 cas = row.outcome().cas;
        return cas == 0 ? QString() : QString::number(cas);
    }
    case ResultColumn::Time:
        return secondsText(row.segment->arrived);
    }
    return {};
}
