#include "ui/keys/suggestedfile.h"

#include <QDate>
#include <QDir>

QString suggestedFile(const QString &server, const QString &suffix)
{
    constexpr int mostOfServer = 60;
    QString name;
    const QString shown = server.left(mostOfServer);
    for (const QChar letter : shown)
        name += letter.isLetterOrNumber() || letter == QLatin1Char('.') || letter == QLatin1Char('-') ? letter : QLatin1Char('-');
    while (name.startsWith(QLatin1Char('.')) || name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    if (name.isEmpty())
        name = QStringLiteral("keys");
    return QDir::current().filePath(name + QLatin1Char('-') + QDate::currentDate().toString(Qt::ISODate) + QLatin1Char('.') + suffix);
}
