#pragma once

#include "ui/workbench/scriptsession.h"

#include <QHash>
#include <QTimer>

class ScriptPage;
class ScriptTabs;

/// Keeps the scripts of the tabs a moment after they change, and brings them back at the next start.
class SessionKeeper : public QObject
{
    Q_OBJECT

public:
    SessionKeeper(ScriptTabs *tabs, const ScriptPlaces &places);

    /// What was kept; once, at the start.
    [[nodiscard]] KeptScripts restore() { return m_session.restore(); }
    /// Something changed that is worth keeping.
    void note();
    /// Keeps all now, on this thread.
    [[nodiscard]] Error keepNow();
    /// Takes away what was kept, and keeps nothing any more.
    void forget();

signals:
    /// It works again where there is no error.
    void kept(const Error &error);

private:
    void keep();
    [[nodiscard]] KeptScripts collect();

    ScriptTabs *m_tabs;
    ScriptSession m_session;
    QTimer m_delay;
    QHash<QString, quint64> m_revisions; ///< of the texts that were kept last, by their id
    QHash<QString, quint64> m_coming;    ///< of those being written
    bool m_noted = false;
    bool m_forgotten = false;
};
