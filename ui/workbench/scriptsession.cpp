#include "ui/workbench/scriptsession.h"

#include "ui/workbench/sessionfolder.h"

#include <QtConcurrent>

#include <algorithm>

ScriptSession::ScriptSession(const ScriptPlaces &places, QObject *parent)
    : QObject(parent)
    , m_places(places)
{
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] { emit kept(m_writing.result()); });
}

ScriptSession::~ScriptSession()
{
    m_writing.waitForFinished();
}

KeptScripts ScriptSession::restore()
{
    KeptScripts all;
    if (m_places.folder.isEmpty()) {
        all.notes.append(tr("There is no folder to keep unsaved scripts in: they will be lost at the end."));
        return all;
    }
    all = readSession(m_places.folder);
    for (const QString &folder : std::as_const(m_places.leftBehind)) {
        const KeptScripts more = readSession(folder);
        for (const KeptScript &script : more.scripts) { // a crash may have left it in both places
            if (std::ranges::none_of(all.scripts, [&script](const KeptScript &other) { return other.id == script.id; }))
                all.scripts.append(script);
        }
        all.notes.append(more.notes);
    }
    return all;
}

void ScriptSession::keep(const KeptScripts &scripts)
{
    Q_ASSERT(!isBusy());
    m_writing.setFuture(QtConcurrent::run(&ScriptSession::write, m_places.folder, scripts, m_places.leftBehind));
}

Error ScriptSession::keepNow(const KeptScripts &scripts)
{
    m_writing.waitForFinished();
    return write(m_places.folder, scripts, m_places.leftBehind);
}

void ScriptSession::forget()
{
    m_writing.waitForFinished();
    if (!m_places.folder.isEmpty())
        clearSession(m_places.folder);
    for (const QString &folder : std::as_const(m_places.leftBehind))
        clearSession(folder);
}

Error ScriptSession::write(const QString &folder, const KeptScripts &scripts, const QStringList &leftBehind)
{
    if (folder.isEmpty()) {
        const bool needed = std::ranges::any_of(scripts.scripts, &KeptScript::hasText);
        return needed ? Error{Error::Code::Unreadable, tr("There is no folder to keep unsaved scripts in.")} : Error();
    }
    Error error = writeSession(folder, scripts);
    for (const QString &other : leftBehind) {
        if (!error)
            clearSession(other);
    }
    return error;
}
