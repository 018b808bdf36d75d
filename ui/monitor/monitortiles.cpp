#include "ui/monitor/monitortiles.h"

#include "ui/amounttext.h"
#include "ui/monitor/chartwords.h"
#include "ui/tonelabel.h"
#include "ui/wraplayout.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int tileWidth = 150;

std::optional<double> sumOfMeans(const StatStretch &stretch, std::initializer_list<Metric> metrics)
{
    std::optional<double> sum;
    for (const Metric metric : metrics) {
        if (const std::optional<double> mean = stretch.mean(metric))
            sum = sum.value_or(0) + *mean;
    }
    return sum;
}

} // namespace

MonitorTiles::MonitorTiles(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("monitorTiles"));
    auto *layout = new WrapLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    add(HitRatio, "tileHitRatio", tr("Hit ratio"));
    add(Commands, "tileCommands", tr("Commands"));
    add(Memory, "tileMemory", tr("Memory"));
    add(Evictions, "tileEvictions", tr("Evictions"));
    add(Connections, "tileConnections", tr("Connections"));
    add(Uptime, "tileUptime", tr("Running for"));
}

void MonitorTiles::add(Tile tile, const char *name, const QString &title)
{
    auto *frame = new QFrame(this);
    frame->setObjectName(QLatin1String(name));
    frame->setFrameShape(QFrame::StyledPanel);
    frame->setBackgroundRole(QPalette::Base);
    frame->setAutoFillBackground(true);
    frame->setMinimumWidth(tileWidth);
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(10, 6, 10, 8);
    layout->setSpacing(1);
    m_titles[tile] = new ToneLabel(Tone::Muted, frame);
    m_titles[tile]->setText(title);
    m_values[tile] = new ToneLabel(Tone::Plain, frame);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    m_values[tile]->setFont(large);
    m_values[tile]->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_values[tile]->setAccessibleName(title);
    m_notes[tile] = new ToneLabel(Tone::Muted, frame);
    m_notes[tile]->setObjectName(QLatin1String(name) + QStringLiteral("Note"));
    m_notes[tile]->setAccessibleName(tr("More about: %1").arg(title));
    m_values[tile]->setObjectName(QLatin1String(name) + QStringLiteral("Value"));
    for (QLabel *label : {m_titles[tile], m_notes[tile], static_cast<QLabel *>(m_values[tile])})
        label->setWordWrap(false);
    m_titles[tile]->setTextInteractionFlags(Qt::NoTextInteraction);
    for (QLabel *label : {m_titles[tile], static_cast<QLabel *>(m_values[tile]), m_notes[tile]})
        layout->addWidget(label);
    static_cast<WrapLayout *>(this->layout())->addWidget(frame);
}

void MonitorTiles::set(Tile tile, const QString &value, const QString &note)
{
    m_values[tile]->setText(value);
    m_values[tile]->setAccessibleName(tr("%1: %2").arg(m_titles[tile]->text(), value));
    m_notes[tile]->setText(note);
}

void MonitorTiles::show(const StatStretch &sum, const StatSample &latest)
{
    const auto now = [&latest](Metric metric) { return latest.values[indexOf(metric)]; };
    const auto count = [](const std::optional<quint64> &value) { return value ? QLocale().toString(*value) : QStringLiteral("–"); };
    set(HitRatio, chartText(sum.hitRatio(), ChartUnit::Share), tr("Gets: %1").arg(chartText(sum.mean(Metric::Gets), ChartUnit::PerSecond)));
    const std::optional<double> commands =
        sumOfMeans(sum, {Metric::Gets, Metric::Sets, Metric::Touches, Metric::Deletes, Metric::Arithmetic});
    set(Commands, chartText(commands, ChartUnit::PerSecond), tr("Sets: %1").arg(chartText(sum.mean(Metric::Sets), ChartUnit::PerSecond)));
    const std::optional<quint64> used = now(Metric::MemoryUsed);
    const std::optional<quint64> limit = now(Metric::MemoryLimit);
    const bool isShared = used && limit && *limit > 0;
    set(Memory, isShared ? shareText(double(*used) / double(*limit)) : QStringLiteral("–"),
        isShared ? tr("%1 of %2").arg(byteText(qint64(*used)), byteText(qint64(*limit))) : QString());
    set(Evictions, chartText(sum.mean(Metric::Evictions), ChartUnit::PerSecond),
        tr("%1 since it was started").arg(count(now(Metric::Evictions))));
    set(Connections, count(now(Metric::Connections)), tr("Rejected: %1").arg(count(now(Metric::Rejected))));
    set(Uptime, latest.uptime ? durationText(qint64(*latest.uptime)) : QStringLiteral("–"), tr("Items: %1").arg(count(now(Metric::Items))));
    evenWidths();
}

/// So that they stand below each other too. They do not shrink again, since that would move all of them.
void MonitorTiles::evenWidths()
{
    int widest = 0;
    for (const ToneLabel *value : m_values)
        widest = std::max({widest, value->parentWidget()->minimumWidth(), value->parentWidget()->sizeHint().width()});
    for (const ToneLabel *value : m_values)
        value->parentWidget()->setMinimumWidth(widest);
}

void MonitorTiles::setFreshness(Freshness freshness)
{
    for (ToneLabel *value : m_values)
        value->setTone(freshness == Freshness::Current ? Tone::Plain : Tone::Muted);
}

QString MonitorTiles::text() const
{
    QStringList lines;
    for (int tile = 0; tile < TileCount; ++tile)
        lines += tr("%1: %2 (%3)").arg(m_titles[size_t(tile)]->text(), m_values[size_t(tile)]->text(), m_notes[size_t(tile)]->text());
    return lines.join(QLatin1Char('\n'));
}

int MonitorTiles::heightForWidth(int width) const
{
    return layout()->heightForWidth(width);
}
