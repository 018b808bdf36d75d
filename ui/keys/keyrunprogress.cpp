#include "ui/keys/keyrunprogress.h"

#include "app/keychange/keyrun.h"
#include "ui/amounttext.h"
#include "ui/tonelabel.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr auto refreshPause = 200ms;
constexpr size_t mostMarks = 15;    // three seconds
constexpr double longLatency = 100; // ms: other clients feel it

QString milliseconds(std::chrono::microseconds time)
{
    const double ms = double(time.count()) / 1000;
    return KeyRunProgress::tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

} // namespace

KeyRunProgress::KeyRunProgress(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_count(new QLabel(this))
    , m_speed(new QLabel(this))
    , m_latency(new ToneLabel(Tone::Muted, this))
{
    setObjectName(QStringLiteral("keyRunProgress"));
    m_text->setObjectName(QStringLiteral("keyRunText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_text->setFont(bold);
    m_bar->setObjectName(QStringLiteral("keyRunBar"));
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false); // the counts say it
    m_count->setObjectName(QStringLiteral("keyRunCount"));
    m_speed->setObjectName(QStringLiteral("keyRunSpeed"));
    m_latency->setObjectName(QStringLiteral("keyRunLatency"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addWidget(m_bar);
    auto *line = new QHBoxLayout;
    line->addWidget(m_count);
    line->addStretch();
    line->addWidget(m_speed);
    layout->addLayout(line);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addWidget(m_latency);
    layout->addStretch();
    m_timer.setInterval(refreshPause);
    connect(&m_timer, &QTimer::timeout, this, &KeyRunProgress::refresh);
}

void KeyRunProgress::follow(const KeyRun *run, const QString &text, const ConnectionOptions &options)
{
    m_run = run;
    m_text->setText(text);
    m_bar->setRange(0, std::max(1, run->count()));
    m_marks.clear();
    m_clock.start();
    m_probe = std::make_unique<LatencyProbe>(options);
    m_timer.start();
    refresh();
}

void KeyRunProgress::unfollow()
{
    m_timer.stop();
    m_probe.reset();
    m_run = nullptr;
}

void KeyRunProgress::sayCancelling()
{
    m_text->setText(tr("Cancelled. Waiting for the answers to what was sent…"));
}

void KeyRunProgress::refresh()
{
    const int settled = m_run->outcomes().settledCount();
    m_bar->setValue(settled);
    m_count->setText(tr("%1 of %2").arg(QLocale().toString(settled), keyCountText(m_run->count())));
    m_speed->setText(speedText());
    m_latency->setText(latencyText());
    const auto latest = m_probe->latest();
    m_latency->setTone(latest && double(latest->count()) / 1000 > longLatency ? Tone::Notice : Tone::Muted);
}

/// By the last seconds, so that it follows a server that slows down.
QString KeyRunProgress::speedText()
{
    const int settled = m_run->outcomes().settledCount();
    m_marks.emplace_back(m_clock.elapsed(), settled);
    if (m_marks.size() > mostMarks)
        m_marks.pop_front();
    const qint64 time = m_marks.back().first - m_marks.front().first;
    const int keys = settled - m_marks.front().second;
    if (time <= 0 || keys <= 0)
        return {};
    const double perSecond = keys * 1000.0 / double(time);
    const auto left = qint64((m_run->count() - settled) / perSecond) + 1;
    const QString rest = left < 120 ? tr("%1 s left").arg(left) : tr("%1 min left").arg(QLocale().toString(left / 60));
    return tr("%1 keys a second, %2").arg(QLocale().toString(qRound64(perSecond)), rest);
}

QString KeyRunProgress::latencyText() const
{
    const auto latest = m_probe->latest();
    if (!latest)
        return tr("How fast the server answers others is not known yet.");
    return tr("The server answers others within %1; the longest so far: %2.")
        .arg(milliseconds(*latest), milliseconds(std::max(*latest, m_probe->longest().value_or(*latest))));
}
