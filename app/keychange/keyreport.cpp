#include "app/keychange/keyreport.h"

#include "app/results/csvtext.h"
#include "app/results/jsontext.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

namespace {

constexpr qsizetype writtenAtOnce = 256 * 1024;

QString words(const char *text)
{
    return QCoreApplication::translate("KeyReport", text);
}

QString deletionText(KeyOutcome outcome)
{
    switch (outcome) {
    case KeyOutcome::Done:
        return words("deleted");
    case KeyOutcome::Changed:
        return words("kept: rewritten or moved since the list was made");
    case KeyOutcome::Gone:
        return words("gone already");
    case KeyOutcome::Unguarded:
        return words("kept: without a CAS a rewrite cannot be noticed");
    default:
        return {};
    }
}

QString ttlText(KeyOutcome outcome)
{
    switch (outcome) {
    case KeyOutcome::Done:
        return words("given the new TTL");
    case KeyOutcome::Changed:
        return words("left alone: rewritten or moved since the list was made");
    case KeyOutcome::Gone:
        return words("gone already");
    case KeyOutcome::Unguarded:
        return words("left alone: without a CAS a rewrite cannot be noticed");
    default:
        return {};
    }
}

QString undoText(KeyOutcome outcome, KeyRunPurpose purpose)
{
    const bool keys = purpose == KeyRunPurpose::PutBack;
    switch (outcome) {
    case KeyOutcome::Done:
        return keys ? words("put back") : words("given the former TTL again");
    case KeyOutcome::Changed:
        return keys ? words("not put back: somebody has written a newer one") : words("left alone: changed or moved meanwhile");
    case KeyOutcome::Gone:
        return keys ? words("not put back: would have expired meanwhile") : words("left alone: gone, or the former TTL is over");
    default:
        return {};
    }
}

} // namespace

QString keyOutcomeText(KeyOutcome outcome, KeyRunPurpose purpose)
{
    switch (outcome) {
    case KeyOutcome::NotSent:
        return words("not sent");
    case KeyOutcome::Refused:
        return words("refused");
    case KeyOutcome::Unknown:
        return words("unknown: the connection was lost before the answer");
    default:
        break;
    }
    switch (purpose) {
    case KeyRunPurpose::Delete:
        return deletionText(outcome);
    case KeyRunPurpose::SetTtl:
        return ttlText(outcome);
    case KeyRunPurpose::PutBack:
    case KeyRunPurpose::PutTtlBack:
        break;
    }
    return undoText(outcome, purpose);
}

QString KeyReport::text(int position) const
{
    const QString reason = outcomes->reason(position);
    if (!reason.isEmpty())
        return reason;
    QString text = keyOutcomeText(outcomes->at(position), purpose);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

std::vector<int> KeyReport::unchanged(std::optional<KeyOutcome> outcome, const QByteArray &needle, const std::atomic_bool &stop) const
{
    std::vector<int> positions;
    for (int position = 0; position < outcomes->size(); ++position) {
        if (position % 4'096 == 0 && stop)
            break;
        const KeyOutcome found = outcomes->at(position);
        if (found == KeyOutcome::Done || (outcome && found != *outcome))
            continue;
        if (needle.isEmpty() || keys.at(position).indexOf(needle) >= 0)
            positions.push_back(position);
    }
    return positions;
}

Error saveKeyReport(const QString &path, const KeyReport &report, const std::vector<int> &positions)
{
    QSaveFile file(path);
    const auto fault = [&] {
        return Error{
            Error::Code::Unreadable,
            QCoreApplication::translate("KeyReport", "%1 cannot be written: %2.").arg(QDir::toNativeSeparators(path), file.errorString())};
    };
    if (!file.open(QIODevice::WriteOnly))
        return fault();
    QByteArray out = "key,keyBase64,outcome\r\n";
    for (const int position : positions) {
        const QByteArrayView key = report.keys.at(position);
        if (isText(key)) {
            appendCsvField(out, key);
            out.append(',');
        } else {
            out.append(',');
            appendBase64(out, key);
        }
        out.append(',');
        appendCsvField(out, report.text(position).toUtf8());
        out.append("\r\n");
        if (out.size() >= writtenAtOnce) {
            if (file.write(out) != out.size())
                return fault();
            out.clear();
        }
    }
    if (file.write(out) != out.size() || !file.commit())
        return fault();
    return {};
}
