#pragma once

#include "app/watch/watchfile.h"
#include "ui/filestrip.h"

#include <QAction>

class ServerWatch;

/// Writes watched lines into files, what is kept now or all that comes from now on, and opens such files; says how it goes.
class WatchFiles : public FileStrip
{
    Q_OBJECT

public:
    /// `watch` outlives it.
    explicit WatchFiles(ServerWatch *watch, QWidget *parent = nullptr);

    [[nodiscard]] QAction *saveAction() { return &m_save; }
    [[nodiscard]] QAction *recordAction() { return &m_record; }
    [[nodiscard]] QAction *openAction() { return &m_open; }
    /// By which prefixes end.
    void setDelimiters(const QByteArray &delimiters) { m_delimiters = delimiters; }
    /// While it is under way, for the person who wants to close the page; empty: nothing is.
    [[nodiscard]] QString work() const;
    void saveTo(const QString &path);
    void recordTo(const QString &path);
    void openFile(const QString &path);
    void updateActions();

signals:
    /// A file is read: this is in it.
    void opened(const QString &path);
    void openingBegan();

private:
    void ask(QAction *action, const QString &objectName, const QString &title, void (WatchFiles::*use)(const QString &));
    void cancel();
    void followRecording();
    void showSaved();
    void showOpened();

    ServerWatch *m_watch;
    QAction m_save{this};
    QAction m_record{this};
    QAction m_open{this};
    QByteArray m_delimiters = ":";
    WatchSaving m_saving{this};
    WatchOpening m_opening;
};
