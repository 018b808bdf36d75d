#pragma once

#include "app/keyspace/cachedumplisting.h"
#include "app/keyspace/namedkeys.h"
#include "app/run/runhistory.h"

#include <QMap>
#include <QPointer>
#include <QWidget>

class NoticeRow;
class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;

/// What stands in the place of a list of keys that was refused: why, and from where keys can be had all the same.
class OtherSources : public QWidget
{
    Q_OBJECT

public:
    explicit OtherSources(QWidget *parent = nullptr);

    /// Which server is asked about keys whose names are known.
    void setServer(const ConnectionOptions &options);
    /// Whose results are looked through for keys: those against `server`, RunRecord::server (empty: all). Without a history there are none.
    void setRuns(RunHistory *history, const QString &server);
    /// Shows what `error` leaves.
    void showRefusal(const Error &error);
    /// Wants nothing any more.
    void stop();
    /// Reads the names of keys from a file.
    void openFile(const QString &path);

signals:
    /// The list is to be asked for once more.
    void retryRequested();
    /// Keys were found, to be moved out of `store`; `whatItIs` says above them what they are and what is missing.
    void storeReady(const std::shared_ptr<KeyStore> &store, const QString &whatItIs);
    /// What looking keys up has added to the counters of the server at `place`.
    void counted(const QString &place, const LookTally &looks);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Row
    {
        QPushButton *button = nullptr;
        QLabel *explanation = nullptr;
    };

    void addSource(KeySource source, const QString &name, const QString &icon);
    void layOut();
    void arrangeRows();
    void use(KeySource source);
    void askForFile();
    void askForKeys();
    void readSeen();
    void beginWith(const QString &origin);
    void showProgress();
    void takeNamed();
    void takeCachedump();
    void updateActions();
    [[nodiscard]] bool isBusy() const { return m_cachedump.isBusy() || m_named.step() != NamedKeys::Step::Idle; }

    QLabel *m_title;
    NoticeRow *m_reason;
    QLabel *m_missing;
    QLabel *m_instead;
    NoticeRow *m_message;
    QLabel *m_step;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    QGridLayout *m_column;
    int m_firstRow = 0; ///< of the sources
    bool m_isNarrow = false;
    QMap<KeySource, Row> m_rows;
    RemainingSources m_remaining;
    ConnectionOptions m_options;
    KeySource m_used = KeySource::Retry; ///< by the person, last
    QPointer<RunHistory> m_history;
    QString m_server;
    QString m_origin; ///< of the names, for people
    NamedKeys m_named;
    CachedumpListing m_cachedump;
};
