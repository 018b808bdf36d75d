#include "ui/pageviews.h"

#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/pagedocks.h"

#include <QActionGroup>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

PageViews::PageViews(QWidget *workbench, QWidget *keys, QWidget *monitor, QWidget *parent)
    : QWidget(parent)
    , m_noticeBar(new QWidget(this))
    , m_notice(new NoticeRow(QStringLiteral("pageNotice")))
    , m_bar(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("pageViews"));
    m_bar->setObjectName(QStringLiteral("pageViewBar"));
    m_bar->setAccessibleName(tr("Workbench, keys or monitor"));
    m_bar->setDocumentMode(true);
    m_bar->setExpanding(false);
    m_pages->setObjectName(QStringLiteral("pageViewPages"));
    auto *group = new QActionGroup(this);
    const auto add = [this, group](View view, const char *name, const char *icon, const QString &text, const QString &tip, QWidget *page) {
        auto *action = new QAction(themedIcon(QLatin1String(icon)), text, this);
        action->setObjectName(QLatin1String(name));
        action->setStatusTip(tip);
        action->setShortcut(Qt::CTRL | Qt::Key(Qt::Key_1 + int(view)));
        action->setCheckable(true);
        group->addAction(action);
        m_actions[size_t(view)] = action;
        m_pages->addWidget(page);
        const int tab = m_bar->addTab(action->icon(), QString(text).remove(QLatin1Char('&')));
        m_bar->setTabToolTip(tab, tr("%1 (%2)").arg(tip, action->shortcut().toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, [this, view] { setView(view); });
    };
    add(View::Workbench, "viewWorkbench", "terminal", tr("Work&bench"), tr("Run commands and scripts"), workbench);
    add(View::Keys, "viewKeys", "key-round", tr("&Keys"), tr("Look at all keys of the server"), keys);
    add(View::Monitor, "viewMonitor", "activity", tr("&Monitor"), tr("See how the server is doing"), monitor);
    m_actions[0]->setChecked(true);
    auto *look = new QToolButton;
    look->setObjectName(QStringLiteral("pageNoticeShow"));
    look->setText(tr("Show"));
    look->setAccessibleName(tr("Show the alerts"));
    look->setFocusPolicy(Qt::StrongFocus);
    auto *noticeLayout = new QHBoxLayout(m_noticeBar);
    noticeLayout->setContentsMargins(8, 6, 8, 2);
    noticeLayout->addWidget(m_notice, 1, Qt::AlignVCenter);
    noticeLayout->addWidget(look, 0, Qt::AlignVCenter);
    m_noticeBar->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_noticeBar);
    layout->addWidget(m_bar);
    layout->addWidget(m_pages, 1);
    connect(look, &QToolButton::clicked, this, &PageViews::noticeActivated);
    connect(m_bar, &QTabBar::currentChanged, this, [this](int tab) { showView(View(tab)); });
}

void PageViews::setDocks(PageDocks *docks)
{
    m_docks = docks;
    m_dockStates[size_t(View::Keys)] = docks->bare();
    m_dockStates[size_t(View::Monitor)] = docks->bare();
}

void PageViews::setMark(View view, const QString &text)
{
    const QAction *action = m_actions[size_t(view)];
    const QString tip = tr("%1 (%2)").arg(action->statusTip(), action->shortcut().toString(QKeySequence::NativeText));
    const int tab = int(view);
    m_bar->setTabIcon(tab, text.isEmpty() ? action->icon() : themedIcon(QStringLiteral("triangle-alert"), Tone::Bad));
    m_bar->setTabToolTip(tab, text.isEmpty() ? tip : text + QLatin1Char('\n') + tip);
    m_bar->setAccessibleTabName(tab, text.isEmpty() ? QString() : m_bar->tabText(tab) + QStringLiteral(", ") + text);
}

void PageViews::tell(const QString &text)
{
    m_notice->tell(text, Tone::Bad);
    m_noticeBar->setVisible(!text.isEmpty());
}

PageViews::View PageViews::view() const
{
    return m_view;
}

/// The person who goes there goes on there.
void PageViews::setView(View view)
{
    m_bar->setCurrentIndex(int(view));
    if (!isVisible())
        return;
    QWidget *last = m_pages->currentWidget()->focusWidget();
    if (last && last->isVisible())
        last->setFocus(Qt::ShortcutFocusReason);
    else
        emit entered(view);
}

QByteArray PageViews::docks(View view) const
{
    return view == m_view ? m_docks->state() : m_dockStates[size_t(view)];
}

void PageViews::restoreDocks(View view, const QByteArray &state)
{
    if (state.isEmpty())
        return;
    if (view == m_view)
        m_docks->restore(state);
    else
        m_dockStates[size_t(view)] = state;
}

void PageViews::resetDocks()
{
    m_dockStates = {m_docks->first(), m_docks->bare(), m_docks->bare()};
    m_docks->restore(m_dockStates[size_t(m_view)]);
}

void PageViews::showView(View view)
{
    if (m_docks && view != m_view)
        m_dockStates[size_t(m_view)] = m_docks->state();
    const bool changes = std::exchange(m_view, view) != view;
    m_pages->setCurrentIndex(int(view));
    m_actions[size_t(view)]->setChecked(true);
    if (!changes)
        return;
    if (m_docks)
        m_docks->restore(m_dockStates[size_t(view)]);
    emit viewChanged();
}
