#pragma once

#include "app/keyspace/keychoice.h"
#include "app/keyspace/keyexport.h"
#include "app/keyspace/looktally.h"
#include "app/keyspace/snapshotfile.h"
#include "app/profiles/profile.h"
#include "connection/connection.h"
#include "ui/filestrip.h"
#include "ui/keys/shownkeys.h"

#include <QAction>
#include <QPointer>

#include <functional>

class ItemDumpDialog;
class ItemRestoreDialog;

/// What is kept of a server's keys in files: exports, snapshots, dumps. Says how that goes and went.
class KeyFiles : public FileStrip
{
    Q_OBJECT

public:
    /// What is listed, and asked for when somebody wants a file of it.
    struct Source
    {
        std::function<QString()> server; ///< what it is called
        std::function<KeyChoice()> shown;
        std::function<KeyChoice()> selected;
        std::function<SharedGoneKeys()> gone{}; ///< of the listing of those that are shown; none: nobody knows of any
    };

    /// `connection` is the page's own and outlives this; null: keys from a file, which can neither be dumped nor restored.
    KeyFiles(Source source, Connection *connection, QWidget *parent = nullptr);

    [[nodiscard]] QAction *saveSnapshot() { return &m_save; }
    [[nodiscard]] QAction *openSnapshot() { return &m_open; }
    [[nodiscard]] QAction *compareWith() { return &m_compare; }
    [[nodiscard]] QAction *exportKeys() { return &m_exportKeys; }
    [[nodiscard]] QAction *dumpItems() { return &m_dump; }
    [[nodiscard]] QAction *restoreItems() { return &m_restore; }

    /// Of which profile the server is, for the guard.
    void setProfile(const QString &name, Environment environment);
    /// To be told whenever it changes: how many keys are listed, and how many of them shown.
    void setCounts(qint64 listed, const ShownKeys &shown);
    /// Whether what is listed is on the server of the connection; a snapshot's keys may not be: then nothing of it is dumped.
    enum class Origin { Server, File };
    void setOrigin(Origin origin);

    // What the actions do once a file was chosen.
    void saveTo(const QString &path);
    void openFrom(const QString &path);
    void compareTo(const QString &path);
    void exportTo(const QString &path);
    void restoreFrom(const QString &path);
    /// What is being written to a file or restored from one, a sentence each.
    [[nodiscard]] QStringList work() const;
    void stopWork();

signals:
    void snapshotOpened(const std::shared_ptr<KeySnapshot> &snapshot);
    /// This one is to be compared with what is listed.
    void comparisonWanted(const std::shared_ptr<KeySnapshot> &snapshot);
    /// What looking at values and keys has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);
    /// Items were stored on the server.
    void restored();
    void workChanged();
    /// Something was not written or restored as it was to be, and this says so; before workChanged().
    void workFailed();

private:
    enum class Doing { Nothing, Exporting, Saving, Opening, Comparing };

    void nameParts();
    void nameActions();
    void connectParts();
    void askForExport();
    void askForSnapshotToSave();
    void askForSnapshotToOpen(Doing doing);
    void askForDump();
    void openDump();
    void begin(Doing doing, const QString &text);
    void readSnapshot(Doing doing, const QString &path);
    void cancel();
    void showExportEnd();
    void showSnapshotEnd();
    void showEnd(const Error &error, const QString &cancelled, const QString &done);
    void updateActions();

    Source m_source;
    Connection *m_connection;
    QString m_profile;
    Environment m_environment = Environment::None;
    KeyExport m_export;
    SnapshotFile m_snapshot;
    QPointer<ItemDumpDialog> m_dumping;
    QPointer<ItemRestoreDialog> m_restoring;
    QAction m_save{this};
    QAction m_open{this};
    QAction m_compare{this};
    QAction m_exportKeys{this};
    QAction m_dump{this};
    QAction m_restore{this};
    qint64 m_listed = 0;
    ShownKeys m_shown;
    qint64 m_saved = 0; ///< keys of the snapshot that is being saved
    Origin m_origin = Origin::Server;
    Doing m_doing = Doing::Nothing;
};
