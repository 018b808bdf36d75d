#pragma once

#include "app/watch/ownclients.h"
#include "app/watch/watchlog.h"
#include "app/watch/watchsieve.h"
#include "connection/backoff.h"
#include "connection/connectionoptions.h"
#include "connection/mutationswatch.h"
#include "connection/text/textchannel.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

/// Watches one server: over a connection of its own, which comes back by itself where it is lost. What comes is taken apart, filtered and
/// counted in another thread; the newest lines are kept.
class ServerWatch : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Off,
        Starting,
        Watching,
        Waiting, ///< the connection was lost: it is tried again
        Failed,  ///< the server does not want it: see error()
    };
    Q_ENUM(State)

    explicit ServerWatch(QObject *parent = nullptr);
    ~ServerWatch() override;

    /// Begins anew with these words, and with no lines. `agreed`: as in TextChannel::watch(), also for when it comes back.
    void start(const ConnectionOptions &options, const QByteArrayList &words, const std::optional<QByteArray> &agreed = std::nullopt);
    /// Watches no more; what has come stays, what was wrong does not.
    void stop();
    /// Forgets all lines and figures; a watch goes on.
    void clear();
    /// Shows what came from elsewhere; not while it watches.
    void load(const WatchLog &log, const WatchFigures &figures);

    /// Which lines of those that are still to come are kept.
    void setKept(const WatchFilter &filter) { m_kept = filter; }
    [[nodiscard]] const WatchFilter &kept() const { return m_kept; }
    enum class OwnLines { Kept, LeftOut };
    /// What becomes of lines about this program's own connections, from the next start on.
    void setOwnLines(OwnLines own) { m_own = own; }
    /// By which prefixes end; from the next start or clear on.
    void setDelimiters(const QByteArray &delimiters) { m_delimiters = delimiters; }

    /// Writes all lines that are kept from now on into a file, until finishRecording() or the end.
    void record(const QString &path);
    void finishRecording();
    [[nodiscard]] bool isRecording() const { return m_recording != nullptr; }
    /// The one under way, or the last.
    [[nodiscard]] const WatchRecording *recording() const { return m_lastRecording.get(); }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOn() const { return m_state != State::Off && m_state != State::Failed; }
    /// Why the server refused, or the connection was lost.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// What the last line of a loss tells.
    [[nodiscard]] const Error &lossError() const { return m_lossError; }
    /// While Waiting.
    [[nodiscard]] QDateTime nextAttempt() const { return m_nextAttempt; }
    [[nodiscard]] QString place() const { return m_options.place(); }
    /// What is watched, or was asked for.
    [[nodiscard]] const QByteArrayList &words() const { return m_words; }
    [[nodiscard]] const QByteArrayList &unknownWords() const { return m_unknown; }
    [[nodiscard]] const WatchLog &log() const { return m_log; }
    [[nodiscard]] const WatchFigures &figures() const { return m_figures; }
    /// Lines that were dropped here since they came faster than they could be taken apart.
    [[nodiscard]] quint64 overrun() const { return m_overrun; }
    /// So often was the connection lost.
    [[nodiscard]] int losses() const { return m_losses; }

signals:
    void stateChanged();
    /// Lines have come, and figures with them.
    void grew();
    /// All lines are others.
    void replaced();
    /// It is finished, or failed.
    void recordingEnded();

private:
    void open();
    void follow();
    void end();
    void goOn();
    void take();
    void mark(WatchKind kind, const QByteArray &text = {});
    void setState(State state);
    void drop();
    void leave();
    [[nodiscard]] bool isFinal(const Error &error) const;

    ConnectionOptions m_options;
    QByteArrayList m_words;
    QByteArrayList m_unknown;
    std::optional<QByteArray> m_agreed;
    QByteArray m_delimiters = ":";
    WatchFilter m_kept;
    OwnLines m_own = OwnLines::Kept;
    OwnClients m_ownClients;
    State m_state = State::Off;
    Error m_error;
    Error m_lossError;
    Backoff m_backoff;
    QTimer m_retryTimer;
    QDateTime m_nextAttempt;
    int m_losses = 0;
    bool m_wasWatching = false; ///< since it was started
    std::unique_ptr<WatchReply> m_reply;
    std::unique_ptr<MutationsWatch> m_mutations; ///< they are watched, or will be again
    std::vector<WatchSegment> m_marks;           ///< that stand before what comes next
    quint64 m_overrun = 0;
    quint64 m_overrunBefore = 0; ///< of the connections before
    WatchLog m_log;
    WatchFigures m_figures;
    std::shared_ptr<WatchTally> m_tally;
    std::shared_ptr<WatchRecording> m_recording;
    std::shared_ptr<WatchRecording> m_lastRecording;
    bool m_endsRecording = false;
    bool m_finishing = false; ///< the portion under way ends the recording
    bool m_sifting = false;
    QFutureWatcher<std::shared_ptr<SiftedPortion>> m_watcher;
};
