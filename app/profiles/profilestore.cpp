#include "app/profiles/profilestore.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>
#include <QtConcurrent>

using namespace std::chrono_literals;

ProfileStore::ProfileStore(const QString &path, QObject *parent)
    : QObject(parent)
    , m_file(path)
{
    m_look.setSingleShot(true);
    m_look.setInterval(200ms); // a file is often touched several times in a row
    connect(&m_reading, &QFutureWatcherBase::finished, this, &ProfileStore::takeRead);
    connect(&m_writing, &QFutureWatcherBase::finished, this, &ProfileStore::takeWritten);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_look, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_look, qOverload<>(&QTimer::start));
    connect(&m_look, &QTimer::timeout, this, &ProfileStore::load);
}

ProfileStore::~ProfileStore()
{
    m_reading.waitForFinished();
    (void)finish();
}

void ProfileStore::load()
{
    if (m_reading.isRunning() || m_isWriting)
        m_look.start(); // one after the other
    else {
        watch(); // before it is read, so that no change falls in between
        m_known = m_base;
        m_reading.setFuture(QtConcurrent::run([file = m_file] { return file.read(); }));
    }
}

void ProfileStore::takeRead()
{
    if (m_isWriting || m_base != m_known) { // it was read before we wrote
        m_look.start();
        return;
    }
    const Read read = m_reading.result();
    watch();
    m_obstacle.clear();
    if (const auto *error = std::get_if<Error>(&read)) {
        m_obstacle = error->text;
        emit failed(*error);
        return;
    }
    const auto &found = std::get<ReadProfiles>(read);
    if (found.isNewer)
        m_obstacle = tr("A later version of Slabscope wrote the profiles: they can be used, but not changed here.");
    const bool first = !std::exchange(m_loaded, true);
    const ProfileList before = m_list;
    if (found.isPrevious && !first)
        m_base = found.list; // what we hold is newer, and goes back into the file
    else
        adopt(found.list);
    for (const QString &note : found.notes)
        emit noted(note);
    if (found.isPrevious && m_list != m_base)
        save();
    if (found.isNewer && first)
        emit noted(m_obstacle);
    if (first || m_list != before)
        emit changed();
}

/// `theirs` is what the file holds: what we have changed meanwhile stays.
void ProfileStore::adopt(const ProfileList &theirs)
{
    m_list = merged(m_base, m_list, theirs);
    m_base = theirs;
}

const Profile *ProfileStore::find(const QString &id) const
{
    const qsizetype index = m_list.indexOf(id);
    return index < 0 ? nullptr : &m_list.profiles[index];
}

void ProfileStore::setList(const ProfileList &list)
{
    if (!m_obstacle.isEmpty() || (list == m_list && (m_list == m_base || m_isWriting)))
        return;
    if (list != m_list) {
        m_list = list;
        emit changed();
    }
    save();
}

QString ProfileStore::put(Profile profile)
{
    if (profile.id.isEmpty())
        profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    ProfileList list = m_list;
    const qsizetype index = list.indexOf(profile.id);
    if (index < 0)
        list.profiles.append(profile);
    else
        list.profiles[index] = profile;
    if (!profile.folder.isEmpty() && !list.folders.contains(profile.folder))
        list.folders.append(profile.folder);
    setList(list);
    return profile.id;
}

void ProfileStore::remove(const QString &id)
{
    ProfileList list = m_list;
    list.profiles.removeIf([&id](const Profile &profile) { return profile.id == id; });
    setList(list);
}

void ProfileStore::save()
{
    if (m_isWriting) {
        m_saveAgain = true;
        return;
    }
    m_isWriting = true;
    m_saveAgain = false;
    m_sent = m_list;
    m_writing.setFuture(QtConcurrent::run([file = m_file, base = m_base, ours = m_list] { return file.write(base, ours); }));
}

void ProfileStore::takeWritten()
{
    m_isWriting = false;
    const Written written = m_writing.result();
    const auto *error = std::get_if<Error>(&written);
    if (error) {
        emit failed(*error);
    } else {
        const ProfileList before = m_list;
        const auto &now = std::get<ReadProfiles>(written);
        m_base = m_sent; // what has changed since then is ours
        adopt(now.list);
        for (const QString &note : now.notes)
            emit noted(note);
        if (m_list != before)
            emit changed();
    }
    watch();
    if (m_saveAgain)
        save();
    else if (!m_isWriting)
        emit settled(error ? *error : Error());
}

Error ProfileStore::finish()
{
    Error error;
    while (m_isWriting) {
        m_writing.waitForFinished();
        m_isWriting = false;
        const Written written = m_writing.result();
        error = std::holds_alternative<Error>(written) ? std::get<Error>(written) : Error();
        if (!error) {
            m_base = m_sent;
            adopt(std::get<ReadProfiles>(written).list);
        }
        if (m_saveAgain)
            save();
    }
    return error;
}

/// The file is another one after each saving, and may not be there yet: its folder tells then.
void ProfileStore::watch()
{
    const QFileInfo place(m_file.path());
    for (const QString &path : {place.absolutePath(), place.absoluteFilePath()}) {
        if (QFileInfo::exists(path) && !m_watcher.files().contains(path) && !m_watcher.directories().contains(path))
            m_watcher.addPath(path);
    }
}
