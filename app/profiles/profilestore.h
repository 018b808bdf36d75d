#pragma once

#include "app/profiles/profilefile.h"

#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

/// The profiles of a person while the program runs: what is changed is saved at once, off the thread of the window, and what another
/// program changes comes in.
class ProfileStore : public QObject
{
    Q_OBJECT

public:
    explicit ProfileStore(const QString &path = ProfileFile::usualPath(), QObject *parent = nullptr);
    /// Waits for what is being saved.
    ~ProfileStore() override;

    /// Reads the file; changed() or failed() follows.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// Why nothing can be changed: a translated sentence; empty: it can.
    [[nodiscard]] const QString &obstacle() const { return m_obstacle; }
    [[nodiscard]] const ProfileList &list() const { return m_list; }
    /// Null: there is none.
    [[nodiscard]] const Profile *find(const QString &id) const;
    /// Whether the file holds what the list does. If not, settled() follows, unless the last saving has failed.
    [[nodiscard]] bool isSaved() const { return m_list == m_base && !m_isWriting; }

    /// Takes the place of the whole list, which is saved; failed() follows if it cannot be, and the list stays as it is here. One that is
    /// there already is saved if it is not yet. Nothing happens where there is an obstacle.
    void setList(const ProfileList &list);
    /// Adds a profile (with a new id if it has none) or takes the place of the one with its id; answers its id.
    QString put(Profile profile);
    void remove(const QString &id);
    /// Waits until everything is saved; for the end of the program. The error says why the last of it was not.
    Error finish();

signals:
    void changed();
    void failed(const Error &error);
    /// Nothing is left to be saved; or the last of it could not be, and why.
    void settled(const Error &error);
    /// Something about the file that the person should know.
    void noted(const QString &note);

private:
    using Read = std::variant<ReadProfiles, Error>;
    using Written = std::variant<ReadProfiles, Error>;

    void takeRead();
    void save();
    void takeWritten();
    void adopt(const ProfileList &theirs);
    void watch();

    ProfileFile m_file;
    ProfileList m_list;
    ProfileList m_base;  ///< as the file is known to hold it
    ProfileList m_sent;  ///< what is being saved
    ProfileList m_known; ///< m_base when reading began
    QFutureWatcher<Read> m_reading;
    QFutureWatcher<Written> m_writing;
    QFileSystemWatcher m_watcher;
    QTimer m_look;
    QString m_obstacle;
    bool m_loaded = false;
    bool m_isWriting = false; ///< until what came of it is taken in: the next writing builds on it
    bool m_saveAgain = false;
};
