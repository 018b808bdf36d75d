// How the parts of the page are put together; the rest of it is in watchpage.cpp.

#include "ui/connection/fittingbuttons.h"
#include "ui/elidedlabel.h"
#include "ui/fittingstack.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/watch/watchcounts.h"
#include "ui/watch/watchfiles.h"
#include "ui/watch/watchfilterbar.h"
#include "ui/watch/watchpage.h"
#include "ui/watch/watchstart.h"
#include "ui/watch/watchtable.h"
#include "ui/watch/watchtoptable.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace {

QToolButton *buttonFor(QAction *action)
{
    auto *button = new QToolButton;
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
    return button;
}

/// Several states as one.
QByteArray joined(const QByteArrayList &parts)
{
    QByteArrayList encoded;
    for (const QByteArray &part : parts)
        encoded += part.toBase64();
    return encoded.join(' ');
}

/// `count` of them; those that are not there are empty.
QByteArrayList taken(const QByteArray &state, qsizetype count)
{
    QByteArrayList parts;
    const QByteArrayList encoded = state.split(' ');
    for (qsizetype i = 0; i < count; ++i)
        parts += QByteArray::fromBase64(encoded.value(i));
    return parts;
}

} // namespace

void WatchPage::nameActions()
{
    const auto name = [](QAction &action, const char *objectName, const QString &text, const char *icon, const QString &tip) {
        action.setObjectName(QLatin1String(objectName));
        action.setText(text);
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setToolTip(tip);
    };
    name(m_stopAction, "watchStop", tr("S&top"), "circle-stop", tr("Watch no more; what has come stays"));
    name(m_pauseAction, "watchPause", tr("&Pause"), "pause", tr("Let the lines stand still; what comes meanwhile is kept and counted"));
    name(m_followAction, "watchFollow", tr("Foll&ow"), "arrow-down", tr("Keep the newest line in sight (End)"));
    name(m_clearAction, "watchClear", tr("C&lear"), "trash-2", tr("Forget all lines and figures"));
    name(m_chooseAction, "watchChoose", tr("&Back"), "arrow-left", tr("Choose anew what is watched"));
    name(m_showAllAction, "watchShowAll", tr("Show all lines"), "list-ordered", tr("Take the filter away"));
    m_pauseAction.setCheckable(true);
    m_followAction.setCheckable(true);
    m_followAction.setChecked(true);
}

QWidget *WatchPage::makeToolBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *fitting = new FittingButtons(bar);
    for (QAction *action : {&m_chooseAction, &m_stopAction, &m_pauseAction, &m_followAction, &m_clearAction, m_files->saveAction(),
                            m_files->recordAction()}) {
        QToolButton *button = buttonFor(action);
        layout->addWidget(button);
        fitting->add(button);
    }
    layout->addStretch(1);
    bar->setMinimumWidth(layout->minimumSize().width() - fitting->room());
    return bar;
}

void WatchPage::layOut()
{
    m_pages->setObjectName(QStringLiteral("watchPages"));
    m_content->setObjectName(QStringLiteral("watchContent"));
    m_state->setObjectName(QStringLiteral("watchState"));
    m_state->setAccessibleName(tr("State of the watch"));
    m_quiet->setObjectName(QStringLiteral("watchQuiet"));
    m_noneLike->setObjectName(QStringLiteral("watchNoneLike"));
    m_lines->setObjectName(QStringLiteral("watchLines"));
    m_tabs->setObjectName(QStringLiteral("watchTabs"));
    m_tabs->setAccessibleName(tr("Lines and sums"));
    m_tabs->setDocumentMode(true);
    m_filter->setPlaceholder(tr("Keys that are shown, such as user:* or size>10k"));
    m_lines->addWidget(m_quiet);
    m_noneLike->offer(&m_showAllAction);
    m_lines->addWidget(m_noneLike);
    m_lines->addWidget(m_table);
    auto *page = new QVBoxLayout(m_linesPage);
    page->setContentsMargins(0, 6, 0, 0);
    page->setSpacing(6);
    auto *filter = new QHBoxLayout;
    filter->setContentsMargins(8, 0, 8, 0);
    filter->addWidget(m_filter);
    page->addLayout(filter);
    page->addWidget(m_lines, 1);
    m_tabs->addTab(m_linesPage, tr("Lines"));
    m_tops[0] = addTop(&m_keys, QStringLiteral("watchKeys"), tr("Hot keys"),
                       tr("The keys that are read and stored most are counted here, as soon as one is."));
    m_tops[1] = addTop(&m_prefixes, QStringLiteral("watchPrefixes"), tr("Hot prefixes"),
                       tr("What the keys begin with that are read and stored most, such as “user:”, is counted here, as soon as one is."));
    m_tops[2] = addTop(
        &m_evictions, QStringLiteral("watchEvictions"), tr("Evicted prefixes"),
        tr("What the keys of evicted items begin with is counted here, and how many of them nobody had ever read. Watch evictions to see "
           "it."));
    auto *head = new QVBoxLayout;
    head->setContentsMargins(8, 8, 8, 4);
    head->setSpacing(6);
    for (QWidget *widget :
         {makeToolBar(), static_cast<QWidget *>(m_state), static_cast<QWidget *>(m_notice), static_cast<QWidget *>(m_counts)})
        head->addWidget(widget);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addLayout(head);
    content->addWidget(m_tabs, 1);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    m_files->setContentsMargins(8, 2, 8, 2);
    layout->addWidget(m_files);
}

/// A table, and a hint in its place as long as there is nothing in it.
WatchTopTable *WatchPage::addTop(WatchTopModel *model, const QString &name, const QString &title, const QString &hint)
{
    auto *table = new WatchTopTable(model, name);
    table->setAccessibleName(title);
    auto *empty = new HintPage(QStringLiteral("list-ordered"), tr("Nothing yet"), hint);
    empty->setObjectName(name + QStringLiteral("Empty"));
    auto *stack = new FittingStack;
    stack->setObjectName(name + QStringLiteral("Stack"));
    stack->addWidget(empty);
    stack->addWidget(table);
    stack->setFocusProxy(table);
    m_tabs->addTab(stack, title);
    const auto choose = [stack, empty, table, model] {
        stack->setCurrentWidget(model->rowCount() == 0 ? static_cast<QWidget *>(empty) : table);
    };
    connect(model, &QAbstractItemModel::rowsInserted, stack, choose);
    connect(model, &QAbstractItemModel::rowsRemoved, stack, choose);
    connect(table, &WatchTopTable::filterRequested, this, &WatchPage::showOnly);
    connect(table, &WatchTopTable::keyRequested, this, &WatchPage::keyRequested);
    connect(table, &WatchTopTable::keysRequested, this, &WatchPage::keysRequested);
    return table;
}

QByteArray WatchPage::choice() const
{
    return m_start->state();
}

void WatchPage::restoreChoice(const QByteArray &state)
{
    m_start->restoreState(state);
}

QByteArray WatchPage::filters() const
{
    return joined({m_start->filterBar()->state(), m_filter->state()});
}

void WatchPage::restoreFilters(const QByteArray &state)
{
    const QByteArrayList parts = taken(state, 2);
    m_start->filterBar()->restoreState(parts[0]);
    m_filter->restoreState(parts[1]);
}

QByteArray WatchPage::columns() const
{
    QByteArrayList parts{m_table->horizontalHeader()->saveState()};
    for (const WatchTopTable *top : m_tops)
        parts += top->horizontalHeader()->saveState();
    return joined(parts);
}

void WatchPage::restoreColumns(const QByteArray &state)
{
    const QByteArrayList parts = taken(state, qsizetype(m_tops.size()) + 1);
    m_table->restoreColumns(parts[0]);
    for (size_t i = 0; i < m_tops.size(); ++i)
        m_tops[i]->restoreColumns(parts[qsizetype(i) + 1]);
}
