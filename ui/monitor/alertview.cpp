#include "ui/monitor/alertview.h"

#include "app/amounttext.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/stripbutton.h"
#include "ui/wraplayout.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace {

enum LogColumn { LogTime, LogTurn, LogWords };

QString turnText(Alert::Turn turn)
{
    switch (turn) {
    case Alert::Turn::Raised:
        return AlertView::tr("Alert");
    case Alert::Turn::Recovered:
        return AlertView::tr("Well again");
    case Alert::Turn::Happened:
        break;
    }
    return AlertView::tr("Event");
}

QIcon turnIcon(Alert::Turn turn)
{
    return turn == Alert::Turn::Recovered ? themedIcon(QStringLiteral("circle-check"), Tone::Good)
                                          : themedIcon(QStringLiteral("triangle-alert"), Tone::Bad);
}

} // namespace

AlertView::AlertView(ServerAlerts *alerts, QWidget *parent)
    : QWidget(parent)
    , m_alerts(alerts)
    , m_state(new NoticeRow(QStringLiteral("alertState")))
    , m_wishes(new QLabel)
    , m_set(stripButton(QStringLiteral("alertSet"), QStringLiteral("pencil"), tr("Set alerts…")))
    , m_clear(stripButton(QStringLiteral("alertClear"), QStringLiteral("trash-2"), tr("Clear the log")))
    , m_copy(stripButton(QStringLiteral("alertCopy"), QStringLiteral("copy"), tr("Copy the log")))
    , m_log(new QTreeWidget)
    , m_nothing(new QLabel(tr("No alerts yet.")))
{
    setObjectName(QStringLiteral("alertView"));
    layOut();
    connect(alerts, &ServerAlerts::changed, this, &AlertView::showAlerts);
    connect(m_clear, &QToolButton::clicked, alerts, &ServerAlerts::clearLog);
    connect(m_copy, &QToolButton::clicked, this, &AlertView::copy);
    connect(m_set, &QToolButton::clicked, this, [this] {
        if (isOfProfile())
            emit setRequested();
        else
            m_save->trigger();
    });
    showAlerts();
}

void AlertView::layOut()
{
    m_wishes->setObjectName(QStringLiteral("alertWishes"));
    m_wishes->setTextFormat(Qt::PlainText);
    m_wishes->setWordWrap(true);
    m_nothing->setObjectName(QStringLiteral("alertNothing"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_log->setObjectName(QStringLiteral("alertLog"));
    m_log->setAccessibleName(tr("What was told"));
    m_log->setHeaderLabels({tr("Time"), tr("Kind"), tr("What happened")});
    m_log->setRootIsDecorated(false);
    m_log->setUniformRowHeights(true);
    m_log->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_log->header()->resizeSection(LogTime, fontMetrics().averageCharWidth() * 24);
    m_log->header()->resizeSection(LogTurn, fontMetrics().averageCharWidth() * 18);
    auto *strip = new QWidget;
    auto *buttons = new WrapLayout(strip);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(6);
    buttons->addWidget(m_set);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_state);
    layout->addWidget(m_wishes);
    layout->addWidget(strip);
    layout->addWidget(m_log, 1);
    layout->addWidget(m_nothing, 1);
    m_log->installEventFilter(this);
}

bool AlertView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_log && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AlertView::offer(QAction *saveProfile)
{
    m_save = saveProfile;
    connect(saveProfile, &QAction::changed, this, &AlertView::updateButtons);
    updateButtons();
}

void AlertView::goOn()
{
    if (m_log->isVisible())
        m_log->setFocus(Qt::ShortcutFocusReason);
    else
        m_set->setFocus(Qt::ShortcutFocusReason);
}

void AlertView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    noteSeen();
}

bool AlertView::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        noteSeen();
    return QWidget::event(event);
}

void AlertView::noteSeen()
{
    if (isVisible() && isActiveWindow())
        m_alerts->markSeen();
}

void AlertView::showAlerts()
{
    QStringList bad;
    const QList<AlertKind> raised = m_alerts->raised();
    for (const AlertKind kind : raised)
        bad.append(alertName(kind));
    if (!bad.isEmpty())
        m_state->tell(tr("Beyond its limit now: %1.").arg(bad.join(QStringLiteral(", "))), Tone::Bad);
    else
        m_state->tell(m_alerts->limits().isEmpty() ? QString() : tr("Nothing is beyond its limit."), Tone::Good);
    m_wishes->setText(wishesText());
    const std::deque<Alert> &log = m_alerts->log();
    m_log->clear();
    for (const Alert &alert : log) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(alert.time);
        auto *item = new QTreeWidgetItem({QLocale().toString(time, QLocale::ShortFormat), turnText(alert.turn), alert.text()});
        item->setIcon(LogTurn, turnIcon(alert.turn));
        item->setToolTip(LogWords, alert.text());
        m_log->insertTopLevelItem(0, item); // the latest first
    }
    m_log->setVisible(!log.empty());
    m_nothing->setVisible(log.empty());
    updateButtons();
    noteSeen();
}

bool AlertView::isOfProfile() const
{
    return m_save && !m_save->isVisible();
}

void AlertView::updateButtons()
{
    m_set->setEnabled(isOfProfile() || (m_save && m_save->isEnabled()));
    m_set->setText(isOfProfile() ? tr("Set alerts…") : tr("Save as profile with alerts…"));
    m_set->setAccessibleName(m_set->text());
    m_set->setToolTip(isOfProfile() ? tr("Set them in the profile of this server, on the page Alerts")
                                    : tr("Alerts belong to a profile: save this server as one, and set them there"));
    m_copy->setEnabled(!m_alerts->log().empty());
    m_clear->setEnabled(!m_alerts->log().empty());
}

void AlertView::copy()
{
    QStringList lines;
    const QList<QTreeWidgetItem *> chosen = m_log->selectedItems();
    for (int row = 0; row < m_log->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = m_log->topLevelItem(row);
        if (chosen.isEmpty() || item->isSelected())
            lines.append(item->text(LogTime) + QLatin1Char('\t') + item->text(LogTurn) + QLatin1Char('\t') + item->text(LogWords));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    emit told(tr("Alerts copied"));
}

QString AlertView::wishesText() const
{
    const AlertLimits &limits = m_alerts->limits();
    if (limits.isEmpty())
        return tr(
            "No alert is set. Alerts belong to the profile of a server: they tell you when something goes beyond its limit, also while "
            "you work elsewhere.");
    QStringList wishes;
    for (size_t i = 0; i < alertKindCount; ++i) {
        const auto kind = AlertKind(i);
        if (!limits.at(kind))
            continue;
        const AlertSide side = rangeOf(kind).side;
        const QString number = alertNumberText(kind, *limits.at(kind));
        wishes.append(side == AlertSide::Below       ? tr("%1 below %2").arg(alertName(kind), number)
                          : side == AlertSide::Above ? tr("%1 above %2").arg(alertName(kind), number)
                                                     : alertName(kind));
    }
    const QString hold = limits.hold.count() == 0 ? tr("at once") : tr("once it has lasted for %1").arg(durationText(limits.hold.count()));
    return tr("You are told of: %1; %2.").arg(wishes.join(QStringLiteral(", ")), hold);
}
