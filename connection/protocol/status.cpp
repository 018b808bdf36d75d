#include "connection/protocol/status.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace {

struct Words
{
    Status status;
    const char *name;
    const char *text;
};

// clang-format off
constexpr std::array words{
    Words{Status::Success,          "success",           QT_TRANSLATE_NOOP("Status", "Success")},
    Words{Status::KeyNotFound,      "key_not_found",     QT_TRANSLATE_NOOP("Status", "Not found")},
    Words{Status::KeyExists,        "key_exists",        QT_TRANSLATE_NOOP("Status", "The key exists, or its CAS is another")},
    Words{Status::ValueTooLarge,    "value_too_large",   QT_TRANSLATE_NOOP("Status", "Too large")},
    Words{Status::InvalidArguments, "invalid_arguments", QT_TRANSLATE_NOOP("Status", "Invalid arguments")},
    Words{Status::NotStored,        "not_stored",        QT_TRANSLATE_NOOP("Status", "Not stored")},
    Words{Status::NonNumeric,       "non_numeric",       QT_TRANSLATE_NOOP("Status", "The value is not a number")},
    Words{Status::WrongVbucket,     "wrong_vbucket",     QT_TRANSLATE_NOOP("Status", "The vbucket belongs to another server")},
    Words{Status::AuthError,        "auth_error",        QT_TRANSLATE_NOOP("Status", "Authentication error")},
    Words{Status::AuthContinue,     "auth_continue",     QT_TRANSLATE_NOOP("Status", "Authentication continues")},
    Words{Status::AuthRequired,     "auth_required",     QT_TRANSLATE_NOOP("Status", "Authentication is required, or was refused")},
    Words{Status::AuthStep,         "auth_continue",     QT_TRANSLATE_NOOP("Status", "Authentication continues")},
    Words{Status::UnknownCommand,   "unknown_command",   QT_TRANSLATE_NOOP("Status", "Unknown command")},
    Words{Status::OutOfMemory,      "out_of_memory",     QT_TRANSLATE_NOOP("Status", "Out of memory")},
    Words{Status::NotSupported,     "not_supported",     QT_TRANSLATE_NOOP("Status", "Not supported")},
    Words{Status::InternalError,    "internal_error",    QT_TRANSLATE_NOOP("Status", "Internal error")},
    Words{Status::Busy,             "busy",              QT_TRANSLATE_NOOP("Status", "Busy")},
    Words{Status::TemporaryFailure, "temporary_failure", QT_TRANSLATE_NOOP("Status", "Temporary failure")},
    Words{Status::Refused,          "refused",           QT_TRANSLATE_NOOP("Status", "Refused")},
    Words{Status::NotConnected,     "not_connected",     QT_TRANSLATE_NOOP("Status", "Not sent: there is no connection")},
    Words{Status::Closed,           "closed",            QT_TRANSLATE_NOOP("Status", "Sent, but the connection was lost before the answer")},
    Words{Status::TimedOut,         "timeout",           QT_TRANSLATE_NOOP("Status", "Sent, but no answer came in time")},
    Words{Status::Cancelled,        "cancelled",         QT_TRANSLATE_NOOP("Status", "Cancelled before it was sent")},
};
// clang-format on

const Words *find(Status status)
{
    const auto it = std::ranges::find(words, status, &Words::status);
    return it == words.end() ? nullptr : &*it;
}

QByteArray hexadecimal(Status status)
{
    return QByteArray::number(uint(status), 16).rightJustified(4, '0').toUpper();
}

} // namespace

QByteArray statusName(Status status)
{
    const Words *found = find(status);
    return found ? QByteArray(found->name) : "status_0x" + hexadecimal(status);
}

QString statusText(Status status)
{
    if (const Words *found = find(status))
        return QCoreApplication::translate("Status", found->text);
    return QCoreApplication::translate("Status", "Status 0x%1, which memcached does not list").arg(QLatin1String(hexadecimal(status)));
}
