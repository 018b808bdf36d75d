#pragma once

#include "connection/connection.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

/// How long a server takes to answer others while we keep it busy: a NOOP each second, over a connection of its own.
class LatencyProbe : public QObject
{
    Q_OBJECT

public:
    explicit LatencyProbe(const ConnectionOptions &options, QObject *parent = nullptr);
    ~LatencyProbe() override;

    /// From the last NOOP to its answer, or so far where that takes longer; none before the first answer, or without a connection.
    [[nodiscard]] std::optional<std::chrono::microseconds> latest() const;
    [[nodiscard]] std::optional<std::chrono::microseconds> longest() const { return m_longest; }

signals:
    void measured();

private:
    void ask();
    void note();

    Connection m_connection;
    QTimer m_timer;
    QElapsedTimer m_asked;
    std::unique_ptr<CommandReply> m_reply;
    std::optional<std::chrono::microseconds> m_latest;
    std::optional<std::chrono::microseconds> m_longest;
};
