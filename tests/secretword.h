#pragma once

#include <QString>

/// In every password and passphrase of the tests, and nowhere else: what the programs under test write is searched for it
/// (writtenwatch.cpp). Letters and digits only, so that each encoding of a password holds that of the word.
#define SECRET_WORD "kX9vQ2wZ"

/// A password of a test's own. `rest` tells it from others.
inline QString testSecret(const char *rest)
{
    return QStringLiteral(SECRET_WORD) + QString::fromUtf8(rest);
}
