#pragma once

#include "connection/tlsfailure.h"

/// Whether trying again by itself would come to the same: a person has to change something first.
[[nodiscard]] inline bool isFinalError(Error::Code code)
{
    if (isAboutTls(code))
        return code != Error::Code::TlsFailed;
    switch (code) {
    case Error::Code::AuthenticationFailed:
    case Error::Code::AuthenticationRequired:
    case Error::Code::NoPlainMechanism:
    case Error::Code::TextOnly:
    case Error::Code::InvalidAddress:
    case Error::Code::SocketForbidden:
    case Error::Code::NotASocket:
    case Error::Code::TunnelNotPossible:
    case Error::Code::TunnelHostKey:
    case Error::Code::TunnelLogin:
    case Error::Code::TunnelCancelled:
    case Error::Code::TunnelForbidden:
        return true;
    default:
        return false;
    }
}
