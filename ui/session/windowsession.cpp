#include "ui/session/windowsession.h"

#include "ui/workbench/sessionfolder.h"

#include <QDir>
#include <QSet>
#include <QUuid>
#include <QtConcurrent>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds soon = 700ms;

/// The pages that have scripts in the session in `folder`.
QStringList pageIdsIn(const QString &folder)
{
    QStringList ids = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    ids.removeIf([&folder](const QString &id) { return !isPageId(id) || !holdsScripts(QDir(folder).filePath(id)); });
    return ids;
}

} // namespace

WindowSession::WindowSession(const QString &root, const std::function<QList<KeptWindow>()> &collect, QObject *parent)
    : QObject(parent)
    , m_root(root)
    , m_collect(collect)
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &WindowSession::keep);
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] {
        if (m_writing.result())
            emit failed(m_writing.result());
        if (m_noted)
            note();
    });
}

WindowSession::~WindowSession()
{
    m_writing.waitForFinished();
}

QList<KeptWindow> WindowSession::restore()
{
    QList<KeptWindow> windows;
    QStringList folders = m_root.leftBehind();
    if (!m_root.own().isEmpty())
        folders.prepend(m_root.own());
    for (const QString &folder : std::as_const(folders))
        adopt(&windows, folder);
    if (windows.isEmpty())
        windows.append(KeptWindow{.pages = {newPage()}});

    // Scripts without a page that we know come to the first: so they were kept before there were pages, or the list was lost.
    QSet<QString> known;
    for (const KeptWindow &window : std::as_const(windows)) {
        for (const KeptPage &page : window.pages)
            known.insert(page.id);
    }
    QStringList &homeless = m_leftBehind[windows.constFirst().pages.constFirst().id];
    for (const QString &folder : std::as_const(folders)) {
        if (holdsScripts(folder))
            homeless.append(folder);
        const QStringList ids = pageIdsIn(folder);
        for (const QString &id : ids) {
            const QString place = QDir(folder).filePath(id);
            if (!known.contains(id))
                homeless.append(place);
            else if (folder != m_root.own())
                m_leftBehind[id].append(place);
        }
    }
    return windows;
}

void WindowSession::adopt(QList<KeptWindow> *windows, const QString &folder)
{
    QSet<QString> known;
    for (const KeptWindow &window : std::as_const(*windows)) {
        for (const KeptPage &page : window.pages)
            known.insert(page.id);
    }
    QList<KeptWindow> more = WindowsFile(folder).read();
    const bool ours = folder == m_root.own();
    for (KeptWindow &window : more) {
        if (window.pages.isEmpty()) // its last one was closed
            window.pages.append(newPage());
        window.pages.removeIf([&](const KeptPage &page) {
            const bool isEmpty = page.target.kind == ServerTarget::Kind::None && !holdsScripts(QDir(folder).filePath(page.id));
            return known.contains(page.id) || (!ours && isEmpty);
        });
        if (!window.pages.isEmpty())
            windows->append(window);
    }
}

KeptPage WindowSession::newPage()
{
    return {.id = QUuid::createUuid().toString(QUuid::WithoutBraces)};
}

ScriptPlaces WindowSession::placesOf(const QString &pageId) const
{
    ScriptPlaces places{.folder = {}, .leftBehind = m_leftBehind.value(pageId)};
    const QString folder = QDir(m_root.own()).filePath(pageId);
    if (!m_root.own().isEmpty() && makeSessionFolder(folder))
        places.folder = folder;
    return places;
}

void WindowSession::note()
{
    m_noted = true;
    if (!m_finished && !m_delay.isActive() && !m_writing.isRunning())
        m_delay.start(soon);
}

void WindowSession::keep()
{
    m_noted = false;
    m_writing.setFuture(QtConcurrent::run(&WindowSession::write, m_root.own(), m_collect(), m_root.leftBehind()));
}

Error WindowSession::finish()
{
    m_finished = true;
    m_delay.stop();
    m_writing.waitForFinished();
    return write(m_root.own(), m_collect(), m_root.leftBehind());
}

Error WindowSession::write(const QString &own, const QList<KeptWindow> &windows, const QStringList &leftBehind)
{
    if (own.isEmpty())
        return {};
    const Error error = WindowsFile(own).write(windows);
    for (const QString &other : leftBehind) {
        if (!error)
            WindowsFile(other).remove(); // its windows are ours now
    }
    return error;
}
