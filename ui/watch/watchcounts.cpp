#include "ui/watch/watchcounts.h"

#include "ui/amounttext.h"
#include "ui/tonelabel.h"
#include "ui/watch/watchtablemodel.h"
#include "ui/wraplayout.h"

#include <QLocale>

namespace {

constexpr qint64 rateWindow = 5'000; // ms
constexpr std::array<WatchKind, 7> counted{WatchKind::Read,   WatchKind::Store,  WatchKind::Deletion, WatchKind::Eviction,
                                           WatchKind::Opened, WatchKind::Closed, WatchKind::Other};

/// Of each kind in the plural.
QString countedText(WatchKind kind)
{
    switch (kind) {
    case WatchKind::Read:
        return WatchCounts::tr("Reads");
    case WatchKind::Store:
        return WatchCounts::tr("Stores");
    case WatchKind::Deletion:
        return WatchCounts::tr("Deletes");
    case WatchKind::Eviction:
        return WatchCounts::tr("Evictions");
    case WatchKind::Opened:
        return WatchCounts::tr("Opened");
    case WatchKind::Closed:
        return WatchCounts::tr("Closed");
    default:
        return WatchCounts::tr("Other");
    }
}

} // namespace

WatchCounts::WatchCounts(QWidget *parent)
    : QWidget(parent)
    , m_reads(new ToneLabel(Tone::Muted, this))
{
    setObjectName(QStringLiteral("watchCounts"));
    auto *layout = new WrapLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    for (const WatchKind kind : counted) {
        auto *label = new QLabel(this);
        label->setObjectName(QStringLiteral("watchCount%1").arg(int(kind)));
        label->setTextFormat(Qt::PlainText);
        label->hide();
        m_labels[size_t(kind)] = label;
        layout->addWidget(label);
    }
    m_reads->setObjectName(QStringLiteral("watchHitRatio"));
    m_reads->setWordWrap(false);
    m_reads->hide();
    layout->addWidget(m_reads);
    m_clock.start();
}

void WatchCounts::setFigures(const WatchFigures &figures, Reads kindOfReads)
{
    const qint64 now = m_clock.elapsed();
    // What counts less than before has begun anew.
    if (!m_samples.empty()
        && figures.count(WatchKind::Read) + figures.count(WatchKind::Store)
            < m_samples.back().counts[size_t(WatchKind::Read)] + m_samples.back().counts[size_t(WatchKind::Store)])
        m_samples.clear();
    m_samples.push_back({now, figures.counts});
    while (m_samples.size() > 2 && m_samples[1].time < now - rateWindow)
        m_samples.pop_front();
    for (const WatchKind kind : counted) {
        QLabel *label = m_labels[size_t(kind)];
        label->setVisible(figures.count(kind) > 0);
        label->setText(textOf(figures, kind));
    }
    const quint64 reads = figures.count(WatchKind::Read);
    m_reads->setVisible(reads > 0);
    if (reads > 0)
        showRatio(fineShareText(double(figures.hits) / double(reads)), kindOfReads);
}

void WatchCounts::showRatio(const QString &share, Reads kindOfReads)
{
    m_reads->setText(kindOfReads == Reads::Alone ? tr("Hit ratio: %1").arg(share)
                                                 : tr("Hit ratio: %1, with what stores look up").arg(share));
}

void WatchCounts::forgetRates()
{
    m_samples.clear();
}

QString WatchCounts::textOf(const WatchFigures &figures, WatchKind kind) const
{
    const QString count = QLocale().toString(figures.count(kind));
    const double rate = rateOf(kind);
    if (rate < 0.05)
        return tr("%1: %2").arg(countedText(kind), count);
    return tr("%1: %2 (%3 a second)").arg(countedText(kind), count, QLocale().toString(rate, 'f', rate < 10 ? 1 : 0));
}

double WatchCounts::rateOf(WatchKind kind) const
{
    if (m_samples.size() < 2)
        return 0;
    const qint64 time = m_samples.back().time - m_samples.front().time;
    const quint64 first = m_samples.front().counts[size_t(kind)];
    const quint64 last = m_samples.back().counts[size_t(kind)];
    return time > 0 && last > first ? double(last - first) * 1'000 / double(time) : 0;
}

double WatchCounts::rate() const
{
    double sum = 0;
    for (const WatchKind kind : counted)
        sum += rateOf(kind);
    return sum;
}
