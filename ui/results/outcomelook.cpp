#include "ui/results/outcomelook.h"

#include <QCoreApplication>

namespace {

struct OutcomeWords
{
    Q_DECLARE_TR_FUNCTIONS(Outcome)
};

/// Short enough for a column; statusText() says more.
QString statusWords(Status status)
{
    switch (status) {
    case Status::Success:
        return OutcomeWords::tr("Success");
    case Status::KeyNotFound:
        return OutcomeWords::tr("Not found");
    case Status::KeyExists:
        return OutcomeWords::tr("Key exists");
    case Status::ValueTooLarge:
        return OutcomeWords::tr("Value too large");
    case Status::InvalidArguments:
        return OutcomeWords::tr("Invalid arguments");
    case Status::NotStored:
        return OutcomeWords::tr("Not stored");
    case Status::NonNumeric:
        return OutcomeWords::tr("Not a number");
    case Status::AuthError:
        return OutcomeWords::tr("Login refused");
    case Status::AuthRequired:
        return OutcomeWords::tr("Login required");
    case Status::UnknownCommand:
        return OutcomeWords::tr("Unknown command");
    case Status::OutOfMemory:
        return OutcomeWords::tr("Out of memory");
    case Status::NotSupported:
        return OutcomeWords::tr("Not supported");
    case Status::InternalError:
        return OutcomeWords::tr("Internal error");
    case Status::Busy:
        return OutcomeWords::tr("Busy");
    case Status::TemporaryFailure:
        return OutcomeWords::tr("Temporary failure");
    case Status::Refused:
        return OutcomeWords::tr("Refused");
    case Status::NotConnected:
        return OutcomeWords::tr("Not connected");
    case Status::Closed:
        return OutcomeWords::tr("Connection lost");
    case Status::TimedOut:
        return OutcomeWords::tr("Timed out");
    case Status::Cancelled:
        return OutcomeWords::tr("Cancelled");
    default:
        return QString::fromLatin1(statusName(status));
    }
}

} // namespace

Tone outcomeTone(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Success:
        return Tone::Good;
    case OutcomeKind::Miss:
        return Tone::Notice;
    case OutcomeKind::Failure:
        return Tone::Bad;
    case OutcomeKind::NotSent:
        return Tone::Muted;
    case OutcomeKind::Unknown:
        return Tone::Unsure;
    }
    return Tone::Plain;
}

QString outcomeIconName(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Success:
        return QStringLiteral("circle-check");
    case OutcomeKind::Miss:
        return QStringLiteral("circle-dashed");
    case OutcomeKind::Failure:
        return QStringLiteral("circle-x");
    case OutcomeKind::NotSent:
        return QStringLiteral("ban");
    case OutcomeKind::Unknown:
        return QStringLiteral("circle-question-mark");
    }
    return {};
}

QString outcomeWords(Status status, Basis basis)
{
    const QString words = statusWords(status);
    switch (basis) {
    case Basis::Answer:
        return words;
    case Basis::Silence:
        return OutcomeWords::tr("%1, silent").arg(words);
    case Basis::NotSent:
        return OutcomeWords::tr("%1, not sent").arg(words);
    case Basis::NoAnswer:
        return OutcomeWords::tr("%1, no answer").arg(words);
    }
    return words;
}

QString basisSentence(Opcode opcode, Basis basis)
{
    switch (basis) {
    case Basis::Answer:
        return OutcomeWords::tr("The server answered.");
    case Basis::Silence:
        return has(opcode, OpcodeTrait::Read)
            ? OutcomeWords::tr(
                "The server stayed silent, and a later answer proves that it was done: a quiet read is silent when the key is not there.")
            : OutcomeWords::tr(
                "The server stayed silent, and a later answer proves that it was done: a quiet command is silent when it succeeds.");
    case Basis::NotSent:
        return OutcomeWords::tr("It was never sent: the server knows nothing of it.");
    case Basis::NoAnswer:
        return OutcomeWords::tr("It was sent, but no answer came: the server may have carried it out.");
    }
    return {};
}
