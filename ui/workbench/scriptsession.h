#pragma once

#include "connection/error.h"
#include "ui/session/keptwindow.h"
#include "ui/workbench/scriptfile.h"

#include <QFutureWatcher>
#include <QList>
#include <QStringList>

#include <optional>

/// A script as it is kept from one start to the next.
struct KeptScript
{
    QString id;     ///< names its text
    QString path;   ///< empty: it has no file
    int number = 1; ///< of its name without a file
    ScriptForm form;
    QDateTime stamp; ///< of the file as we knew it
    qint64 cursor = 0;
    qint64 topLine = 1;
    bool hasText = false;           ///< it is not saved: the session holds the text
    std::optional<QByteArray> text; ///< given only where it changed since it was last kept
};

struct KeptScripts
{
    QList<KeptScript> scripts; ///< in the order of their tabs
    int current = 0;
    QStringList notes; ///< what could not be brought back, sentences
};

/// Keeps the scripts that are open, with the text of those that are not saved, in files that only their owner can read, so that they
/// outlive a crash. What others that ended have left behind is taken over.
class ScriptSession : public QObject
{
    Q_OBJECT

public:
    explicit ScriptSession(const ScriptPlaces &places, QObject *parent = nullptr);
    ~ScriptSession() override;

    /// What was kept last, with all texts. What is damaged is set aside and noted.
    [[nodiscard]] KeptScripts restore();
    /// Keeps it off this thread; kept() follows. Not while isBusy().
    void keep(const KeptScripts &scripts);
    /// Keeps it at once.
    [[nodiscard]] Error keepNow(const KeptScripts &scripts);
    /// Takes away what was kept and what was left behind.
    void forget();
    [[nodiscard]] bool isBusy() const { return m_writing.isRunning(); }

signals:
    void kept(const Error &error);

private:
    static Error write(const QString &folder, const KeptScripts &scripts, const QStringList &leftBehind);

    ScriptPlaces m_places;
    QFutureWatcher<Error> m_writing;
};
