#pragma once

#include "app/watch/watchtally.h"

#include <QElapsedTimer>
#include <QWidget>

#include <deque>

class QLabel;

/// How often each thing happened, and how often a second just now; side by side where there is room.
class WatchCounts : public QWidget
{
    Q_OBJECT

public:
    explicit WatchCounts(QWidget *parent = nullptr);

    /// What is told as a read: what clients read alone, or also what the server looks up for their stores.
    enum class Reads : quint8 { Alone, WithLookups };
    /// Taken for what is so now.
    void setFigures(const WatchFigures &figures, Reads kindOfReads);
    /// A second of nothing has passed.
    void forgetRates();
    /// All lines a second just now.
    [[nodiscard]] double rate() const;

private:
    struct Sample
    {
        qint64 time = 0; ///< milliseconds
        std::array<quint64, size_t(watchKindCount)> counts{};
    };
    void showRatio(const QString &share, Reads kindOfReads);
    [[nodiscard]] double rateOf(WatchKind kind) const;
    [[nodiscard]] QString textOf(const WatchFigures &figures, WatchKind kind) const;

    QElapsedTimer m_clock;
    std::deque<Sample> m_samples; ///< of the last seconds
    std::array<QLabel *, size_t(watchKindCount)> m_labels{};
    QLabel *m_reads; ///< of the reads: how many found something
};
