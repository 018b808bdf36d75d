#include "ui/workbench/recentscripts.h"

#include "ui/iconengine.h"
#include "ui/settings.h"

#include <QDir>
#include <QFileInfo>

RecentScripts::RecentScripts(Settings *settings, QWidget *parent)
    : QMenu(tr("Open &recent"), parent)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("recentScripts"));
    setIcon(themedIcon(QStringLiteral("history")));
    setToolTipsVisible(true);
    menuAction()->setObjectName(QStringLiteral("openRecent"));
    menuAction()->setStatusTip(tr("Open a script that was opened or saved lately"));
    fill();
}

void RecentScripts::remember(const QString &path)
{
    m_settings->rememberScript(path);
    fill();
}

void RecentScripts::fill()
{
    clear();
    const QStringList paths = m_settings->recentScripts();
    int number = 0;
    for (const QString &path : paths) {
        const QFileInfo file(path);
        ++number;
        const QString key = number < 10 ? QStringLiteral("&%1  ").arg(number) : QStringLiteral("%1  ").arg(number);
        QAction *action = addAction(key + file.fileName().replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setToolTip(QDir::toNativeSeparators(path));
        action->setStatusTip(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
    }
    addSeparator();
    QAction *forget = addAction(tr("&Forget all"));
    forget->setObjectName(QStringLiteral("forgetScripts"));
    forget->setStatusTip(tr("Empty this list; the files stay"));
    connect(
        forget, &QAction::triggered, this,
        [this] {
            m_settings->forgetScripts();
            fill();
        },
        Qt::QueuedConnection); // it is deleted with the list
    menuAction()->setEnabled(number > 0);
}
