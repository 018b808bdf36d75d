#include "ui/connection/connectionlog.h"

#include <QTime>

ConnectionLog::ConnectionLog(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("connectionLog"));
    setAccessibleName(tr("Connection log"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setMaximumBlockCount(mostLines);
    setMinimumHeight(fontMetrics().lineSpacing() * 2 + 8); // where there is no room for more
    setPlaceholderText(tr("What happens to the connection is noted here."));
}

void ConnectionLog::addLine(const QString &text)
{
    QString line = text;
    line.replace(QLatin1Char('\n'), QLatin1Char(' '));
    appendPlainText(QTime::currentTime().toString(QStringLiteral("HH:mm:ss.zzz")) + QLatin1String("  ") + line);
}
