#pragma once

#include "ui/session/sessionroot.h"
#include "ui/session/windowsfile.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <functional>

/// Keeps the windows that are open with their pages, so that they outlive the program, and a crash. What programs that ended have left
/// behind is taken over. The scripts of each page are kept by itself, in places of ours.
class WindowSession : public QObject
{
    Q_OBJECT

public:
    /// `collect`: tells what is open, when it is to be kept.
    WindowSession(const QString &root, const std::function<QList<KeptWindow>()> &collect, QObject *parent = nullptr);
    ~WindowSession() override;

    /// What was kept last, or one window with one page that is for nothing yet. Once, at the start.
    [[nodiscard]] QList<KeptWindow> restore();
    /// One that is for nothing yet.
    [[nodiscard]] static KeptPage newPage();
    /// Where the scripts of a page are.
    [[nodiscard]] ScriptPlaces placesOf(const QString &pageId) const;

    /// Something changed that is worth keeping: it is kept in a moment, off this thread.
    void note();
    /// Keeps everything as it is now and for the last time.
    [[nodiscard]] Error finish();

signals:
    void failed(const Error &error);

private:
    void keep();
    void adopt(QList<KeptWindow> *windows, const QString &folder);
    static Error write(const QString &own, const QList<KeptWindow> &windows, const QStringList &leftBehind);

    SessionRoot m_root;
    std::function<QList<KeptWindow>()> m_collect;
    QMap<QString, QStringList> m_leftBehind; ///< folders with scripts of a page, of other programs, by its id
    QTimer m_delay;
    QFutureWatcher<Error> m_writing;
    bool m_noted = false;
    bool m_finished = false;
};
