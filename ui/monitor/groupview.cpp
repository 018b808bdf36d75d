#include "ui/monitor/groupview.h"

#include "ui/clearbutton.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/monitor/stattable.h"
#include "ui/noticerow.h"
#include "ui/stripbutton.h"
#include "ui/tonelabel.h"
#include "ui/wraplayout.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

GroupView::GroupView(const QString &name, const Words &words, const QList<StatColumn> &columns, StatPoll *poll, GroupPoll *group)
    : m_name(name)
    , m_poll(poll)
    , m_group(group)
    , m_rows(columns)
    , m_strip(new QWidget)
    , m_bar(new WrapLayout(m_strip))
    , m_column(new QVBoxLayout)
    , m_search(new QLineEdit)
    , m_summary(new ToneLabel(Tone::Muted))
    , m_notice(new NoticeRow(name + QStringLiteral("Notice")))
    , m_pages(new QStackedWidget)
    , m_waiting(new HintPage(QStringLiteral("loader"), tr("Waiting for the server's answer…"), {}))
    , m_failed(new HintPage(QStringLiteral("triangle-alert"), tr("The server does not tell this"), {}))
    , m_empty(new HintPage(QStringLiteral("info"), words.empty, words.emptyText))
    , m_content(new QWidget)
    , m_table(new StatTable(name + QStringLiteral("Table"), words.name, &m_rows))
{
    setObjectName(name + QStringLiteral("View"));
    m_pages->setObjectName(name + QStringLiteral("Pages"));
    m_waiting->setObjectName(name + QStringLiteral("Asking"));
    m_failed->setObjectName(name + QStringLiteral("Refused"));
    m_empty->setObjectName(name + QStringLiteral("Empty"));
    m_content->setObjectName(name + QStringLiteral("Content"));
    m_summary->setObjectName(name + QStringLiteral("Summary"));
    m_search->setObjectName(name + QStringLiteral("Search"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search in: %1").arg(words.name));
    m_search->setMinimumWidth(160);
    addClearButton(m_search);
    m_again.setObjectName(name + QStringLiteral("Again"));
    m_again.setText(tr("&Ask again"));
    m_again.setIcon(themedIcon(QStringLiteral("refresh-cw")));
    if (m_group)
        m_failed->offer(&m_again);
    m_bar->setContentsMargins(0, 0, 0, 0);
    m_bar->setSpacing(6);
    m_bar->addWidget(m_search);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(6);
    content->addLayout(m_column);
    content->addWidget(m_summary);
    content->addWidget(m_table, 1);
    for (QWidget *page : {static_cast<QWidget *>(m_waiting), static_cast<QWidget *>(m_failed), static_cast<QWidget *>(m_empty), m_content})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_strip);
    layout->addWidget(m_notice);
    layout->addWidget(m_pages, 1);
    m_summary->hide();
    connect(m_search, &QLineEdit::textChanged, m_table->order(), &StatOrder::setText);
    connect(m_table, &StatTable::told, this, &GroupView::told);
    if (m_group) {
        connect(&m_again, &QAction::triggered, m_group, &GroupPoll::askNow);
        connect(m_group, &GroupPoll::changed, this, &GroupView::follow);
    }
}

void GroupView::dropSearch()
{
    m_strip->hide();
}

void GroupView::addButton(QAction *action)
{
    m_bar->addWidget(stripButton(action));
}

void GroupView::tell(const QString &summary)
{
    m_summary->setText(summary);
    m_summary->setVisible(!summary.isEmpty());
}

void GroupView::showRows(const QList<StatRow> &shown)
{
    m_rows.setRows(shown);
    showLook(shown.isEmpty() ? Look::Empty : Look::Full);
    if (!m_isFitted && !shown.isEmpty()) {
        m_isFitted = true;
        m_table->fitColumns(m_stretched);
    }
}

void GroupView::showLook(Look look, const QString &text)
{
    if (look == Look::Failed)
        m_failed->setText(text);
    QWidget *const page = std::array<QWidget *, 4>{m_waiting, m_failed, m_empty, m_content}.at(size_t(look));
    m_pages->setCurrentWidget(page);
}

GroupView::Look GroupView::look() const
{
    return Look(m_pages->currentIndex());
}

void GroupView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_group)
        m_group->begin();
    follow();
}

void GroupView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_group)
        m_group->end();
}

void GroupView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find) && m_strip->isVisible()) {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    } else if (event->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void GroupView::follow()
{
    if (!isVisible())
        return;
    m_notice->tell({});
    if (m_group && m_group->error() && !m_group->isKnown())
        showLook(Look::Failed, m_group->error().text);
    else if (m_group && !m_group->isKnown())
        showLook(Look::Waiting);
    else
        refresh();
    if (m_group && m_group->error() && m_group->isKnown())
        m_notice->tell(tr("This is what the server told last: %1").arg(m_group->error().text), Tone::Notice);
}
