#pragma once

#include <QByteArray>
#include <QString>

/// Overwrites a secret where it lies and empties it, as far as it is nobody else's too: a text that others share is only let go.
void wipe(QByteArray &secret);
void wipe(QString &secret);
