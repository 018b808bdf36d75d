#pragma once

#include <QByteArray>
#include <QString>

/// Overwrites a secret where it lies and empties it. A text that others share is only let go, for it is still theirs: whoever wipes the
/// last of the copies overwrites it. To detach it before would overwrite nothing but a new copy.
void wipe(QByteArray &secret);
void wipe(QString &secret);
