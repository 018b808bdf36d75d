#pragma once

#include <QByteArray>
#include <QString>

/// How a command ended. Up to 0xffff the server's own codes (protocol-binary.txt, section 3.1; 0x07 and 0x83 to 0x86 come from other
/// servers), kept as their number where they are not listed; above, ours for commands that never got an answer.
enum class Status : quint32 {
    Success = 0x00,
    KeyNotFound = 0x01,
    KeyExists = 0x02,
    ValueTooLarge = 0x03,
    InvalidArguments = 0x04,
    NotStored = 0x05,
    NonNumeric = 0x06,
    WrongVbucket = 0x07,
    AuthError = 0x08,
    AuthContinue = 0x09,
    AuthRequired = 0x20,
    AuthStep = 0x21, ///< SASL continue: named auth_continue too
    UnknownCommand = 0x81,
    OutOfMemory = 0x82,
    NotSupported = 0x83,
    InternalError = 0x84,
    Busy = 0x85,
    TemporaryFailure = 0x86,

    Refused = 0x10000, ///< the profile's guard said no
    NotConnected,      ///< never written
    Closed,            ///< written, and the connection was lost before the answer
    TimedOut,
    Cancelled,
};

/// The name that results carry ("key_not_found"); "status_0xNNNN" for an unlisted code.
[[nodiscard]] QByteArray statusName(Status status);

/// A short translated sentence for people ("Not found"), for statuses without words of the server's own.
[[nodiscard]] QString statusText(Status status);
