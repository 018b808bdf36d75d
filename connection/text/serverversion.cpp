#include "connection/text/serverversion.h"

#include <QVersionNumber>

bool isAtLeast(const QByteArray &version, int major, int minor, int patch)
{
    return QVersionNumber::fromString(QLatin1String(version)) >= QVersionNumber(major, minor, patch);
}

bool isKnownVersion(const QByteArray &version)
{
    return !QVersionNumber::fromString(QLatin1String(version)).isNull();
}
