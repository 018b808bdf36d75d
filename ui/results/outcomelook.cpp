#include "ui/results/outcomelook.h"

#include <QCoreApplication>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Outcome", text);
}

/// Short enough for a column; statusText() says more.
QString statusWords(Status status)
{
    switch (status) {
    case Status::Success:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Success"));
    case Status::KeyNotFound:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Not found"));
    case Status::KeyExists:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Key exists"));
    case Status::ValueTooLarge:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Value too large"));
    case Status::InvalidArguments:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Invalid arguments"));
    case Status::NotStored:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Not stored"));
    case Status::NonNumeric:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Not a number"));
    case Status::AuthError:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Login refused"));
    case Status::AuthRequired:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Login required"));
    case Status::UnknownCommand:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Unknown command"));
    case Status::OutOfMemory:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Out of memory"));
    case Status::NotSupported:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Not supported"));
    case Status::InternalError:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Internal error"));
    case Status::Busy:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Busy"));
    case Status::TemporaryFailure:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Temporary failure"));
    case Status::Refused:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Refused"));
    case Status::NotConnected:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Not connected"));
    case Status::Closed:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Connection lost"));
    case Status::TimedOut:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Timed out"));
    case Status::Cancelled:
        return translated(QT_TRANSLATE_NOOP("Outcome", "Cancelled"));
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
        return translated(QT_TRANSLATE_NOOP("Outcome", "%1, silent")).arg(words);
    case Basis::NotSent:
        return translated(QT_TRANSLATE_NOOP("Outcome", "%1, not sent")).arg(words);
    case Basis::NoAnswer:
        return translated(QT_TRANSLATE_NOOP("Outcome", "%1, no answer")).arg(words);
    }
    return words;
}

QString basisSentence(Opcode opcode, Basis basis)
{
    switch (basis) {
    case Basis::Answer:
        return translated(QT_TRANSLATE_NOOP("Outcome", "The server answered."));
    case Basis::Silence:
        return has(opcode, OpcodeTrait::Read)
            ? translated(QT_TRANSLATE_NOOP(
                "Outcome",
                "The server stayed silent, and a later answer proves that it was done: a quiet read is silent when the key is not there."))
            : translated(QT_TRANSLATE_NOOP(
                "Outcome",
                "The server stayed silent, and a later answer proves that it was done: a quiet command is silent when it succeeds."));
    case Basis::NotSent:
        return translated(QT_TRANSLATE_NOOP("Outcome", "It was never sent: the server knows nothing of it."));
    case Basis::NoAnswer:
        return translated(QT_TRANSLATE_NOOP("Outcome", "It was sent, but no answer came: the server may have carried it out."));
    }
    return {};
}
