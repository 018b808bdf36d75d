#pragma once

#include "app/keychange/latencyprobe.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <deque>
#include <memory>
#include <utility>

class KeyRun;
class QLabel;
class QProgressBar;
class ToneLabel;

/// How far a run over many keys is, how fast, and how the server bears it.
class KeyRunProgress : public QWidget
{
    Q_OBJECT

public:
    explicit KeyRunProgress(QWidget *parent = nullptr);

    /// Follows `run`, which is about to start, until unfollow(). `text`: what it does.
    void follow(const KeyRun *run, const QString &text, const ConnectionOptions &options);
    void unfollow();
    /// Says that what is on its way is waited for.
    void sayCancelling();

private:
    void refresh();
    [[nodiscard]] QString speedText();
    [[nodiscard]] QString latencyText() const;

    QLabel *m_text;
    QProgressBar *m_bar;
    QLabel *m_count;
    QLabel *m_speed;
    ToneLabel *m_latency;
    const KeyRun *m_run = nullptr;
    std::unique_ptr<LatencyProbe> m_probe;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::deque<std::pair<qint64, int>> m_marks; ///< ms, and keys until then
};
