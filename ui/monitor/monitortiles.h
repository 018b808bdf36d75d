#pragma once

#include "app/monitor/stathistory.h"

#include <QFrame>

#include <array>

class QLabel;
class ToneLabel;

/// What is most asked of a server at a glance: a few numbers over the time that is seen.
class MonitorTiles : public QWidget
{
    Q_OBJECT

public:
    explicit MonitorTiles(QWidget *parent = nullptr);

    /// `sum`: over the time that is seen; `latest`: the last answer.
    void show(const StatStretch &sum, const StatSample &latest);
    /// Whether they are of now: what is not is seen to be of earlier.
    enum class Freshness : quint8 { Current, Earlier };
    void setFreshness(Freshness freshness);
    /// A line for each.
    [[nodiscard]] QString text() const;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

private:
    enum Tile { HitRatio, Commands, Memory, Evictions, Connections, Uptime, TileCount };

    void add(Tile tile, const char *name, const QString &title);
    void set(Tile tile, const QString &value, const QString &note);
    void evenWidths();

    std::array<QLabel *, TileCount> m_titles{};
    std::array<ToneLabel *, TileCount> m_values{};
    std::array<QLabel *, TileCount> m_notes{};
};
