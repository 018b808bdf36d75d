#pragma once

#include "connection/error.h"

/// Whether `code` says that TLS, which was tried, came to nothing: because of the server's certificate, of ours, or of what is spoken.
/// WantsTls, where it was not tried, is none of them.
[[nodiscard]] bool isAboutTls(Error::Code code);
