#include "ui/values/recordtable.h"

#include "ui/columnmenu.h"
#include "ui/elidedlabel.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/noticerow.h"
#include "ui/values/formframe.h"
#include "ui/values/nodetext.h"
#include "ui/values/recordrows.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QtConcurrentRun>

#include <algorithm>

RecordTable::RecordTable(QWidget *parent)
    : QWidget(parent)
    , m_actions(QStringLiteral("recordTable"))
    , m_pages(new FormFrame(this))
    , m_nothing(new HintPage(QStringLiteral("list-ordered"), tr("No records to show"),
                             tr("A table is made of a list whose members have names in common. This value has none.")))
    , m_loading(new HintPage(QStringLiteral("loader"), tr("Reading the records…"), tr("Their names become the columns of the table.")))
    , m_listLabel(new QLabel(tr("List:")))
    , m_lists(new QComboBox)
    , m_counts(new ElidedLabel)
    , m_notice(new NoticeRow(QStringLiteral("recordTableNotice")))
    , m_table(new RecordRows)
{
    setObjectName(QStringLiteral("recordTable"));
    m_nothing->setObjectName(QStringLiteral("recordTableNothing"));
    m_loading->setObjectName(QStringLiteral("recordTableLoading"));
    m_lists->setObjectName(QStringLiteral("recordTableLists"));
    m_lists->setAccessibleName(tr("Which list is shown as a table"));
    m_lists->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_counts->setObjectName(QStringLiteral("recordTableCounts"));
    m_counts->setAccessibleName(tr("How many rows and columns there are"));
    m_counts->setTone(Tone::Muted);
    m_table->setObjectName(QStringLiteral("recordTableRows"));
    m_table->setAccessibleName(tr("Records"));
    m_table->setModel(&m_model);
    new ColumnMenu(m_table->horizontalHeader(), tr("Columns"), this);
    setUpActions();
    layOut();
    adoptFixedFont();

    connect(m_lists, &QComboBox::activated, this, [this] { choose(m_lists->currentData().toInt()); });
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &RecordTable::sort);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordTable::followCurrent);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RecordTable::showMenu);
    connect(m_table, &RecordRows::copyRequested, this, [this] { copyRows(RecordForm::Tabs); });
    connect(m_table, &QAbstractItemView::activated, this, [this] { m_show.trigger(); });
    connect(&m_actions, &NodeActions::placeChosen, this, &RecordTable::placeChosen);
    connect(&m_actions, &NodeActions::told, this, &RecordTable::told);
    connect(&m_reads, &QFutureWatcherBase::finished, this, [this] {
        if (m_reads.future().resultCount() > 0)
            take(m_reads.future().takeResult());
    });
    connect(&m_sorts, &QFutureWatcherBase::finished, this, [this] {
        if (m_sorts.future().resultCount() > 0)
            m_model.setRows(m_sorts.future().takeResult());
    });
    connect(&m_copies, &QFutureWatcherBase::finished, this, [this] {
        if (m_copies.future().resultCount() > 0)
            finishCopy(m_copies.result());
    });
}

RecordTable::~RecordTable()
{
    cancel();
    delete m_pages; // the table before its model
}

void RecordTable::setUpActions()
{
    m_copyCsv.setObjectName(QStringLiteral("recordTableCopyCsv"));
    m_copyCsv.setText(tr("Copy &rows as CSV"));
    m_copyCsv.setIcon(themedIcon(QStringLiteral("copy-plus")));
    m_copyCsv.setStatusTip(tr("Copy the selected rows with all columns as comma-separated values"));
    m_copyTabs.setObjectName(QStringLiteral("recordTableCopyTabs"));
    m_copyTabs.setText(tr("Copy rows with &tabs"));
    m_copyTabs.setIcon(themedIcon(QStringLiteral("copy-plus")));
    m_copyTabs.setStatusTip(tr("Copy the selected rows with all columns, with tabs between them"));
    m_show.setObjectName(QStringLiteral("recordTableShow"));
    m_show.setText(tr("Show in the tr&ee"));
    m_show.setIcon(themedIcon(QStringLiteral("layers")));
    m_show.setStatusTip(tr("Show this part of the value in the tree"));
    connect(&m_copyCsv, &QAction::triggered, this, [this] { copyRows(RecordForm::Csv); });
    connect(&m_copyTabs, &QAction::triggered, this, [this] { copyRows(RecordForm::Tabs); });
    connect(&m_show, &QAction::triggered, this, [this] {
        if (m_actions.node() != ValueTree::none)
            emit nodeChosen(m_actions.node());
    });
}

void RecordTable::layOut()
{
    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 4, 8, 4);
    top->setSpacing(6);
    top->addWidget(m_listLabel);
    top->addWidget(m_lists, 1);
    top->addWidget(m_counts, 1);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_loading);
    m_pages->setContent(top, m_notice, m_table);
}

bool RecordTable::suits(const ValueReading &reading)
{
    return !findRecordLists(reading.value.tree).empty();
}

void RecordTable::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_reads.setFuture({});
    m_sorts.setFuture({});
}

void RecordTable::showReading(const SharedReading &reading)
{
    cancel();
    m_reading = reading;
    m_lists->clear();
    const std::vector<qint32> lists = reading ? findRecordLists(reading->value.tree) : std::vector<qint32>();
    for (const qint32 list : lists)
        m_lists->addItem(nodePath(reading->value.tree, list), list);
    const bool isOne = lists.size() == 1 && lists.front() == reading->value.tree.root();
    m_lists->setVisible(!isOne);
    m_listLabel->setVisible(!isOne);
    setFocusProxy(nullptr);
    if (!lists.empty())
        return choose(lists.front());
    m_model.setRecords({}, {});
    m_pages->setCurrentWidget(m_nothing);
    followCurrent();
}

void RecordTable::choose(qint32 list)
{
    cancel();
    if (m_reading->value.tree.nodeCount() <= mostAtOnce)
        return take(readRecords(m_reading->value.tree, list));
    m_pages->setCurrentWidget(m_loading);
    m_reads.setFuture(QtConcurrent::run(
        [reading = m_reading, list, cancelled = m_cancelled] { return readRecords(reading->value.tree, list, cancelled.get()); }));
}

void RecordTable::take(RecordList &&list)
{
    {
        const QSignalBlocker blocker(m_table->horizontalHeader());
        m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    }
    m_model.setRecords(m_reading, std::move(list));
    const RecordList &shown = *m_model.list();
    m_counts->setText(tr("Rows: %L1 · Columns: %L2").arg(shown.records.size()).arg(shown.columns.size()));
    m_notice->tell(shown.isCut
                       ? tr("The records have more than %L1 names. Only the first ones are columns here.").arg(RecordList::mostColumns)
                       : QString());
    m_table->fitColumns();
    m_pages->showContent();
    setFocusProxy(m_table);
    m_table->setCurrentIndex(m_model.index(0, 0));
    followCurrent();
}

void RecordTable::sort(int column, Qt::SortOrder order)
{
    if (!m_reading || m_model.rowCount() == 0)
        return;
    m_sorts.setFuture({});
    const RecordOrder wanted{column < 0 ? RecordOrder::none : column - 1, order};
    if (m_reading->value.tree.nodeCount() <= mostAtOnce)
        return m_model.setRows(sortedRecords(m_reading->value.tree, *m_model.list(), wanted));
    m_sorts.setFuture(QtConcurrent::run([reading = m_reading, list = m_model.list(), wanted, cancelled = m_cancelled] {
        return sortedRecords(reading->value.tree, *list, wanted, cancelled.get());
    }));
}

void RecordTable::copyRows(RecordForm form)
{
    std::vector<int> rows;
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::ranges::transform(rows, rows.begin(), [this](int row) { return m_model.recordAt(row); });
    m_copies.setFuture({});
    if (rows.empty())
        return;
    const bool isQuick = m_reading->value.tree.nodeCount() <= mostAtOnce;
    const auto make = [reading = m_reading, list = m_model.list(), rows = std::move(rows), form] {
        return recordText(reading->value.tree, *list, rows, form, mostCopied);
    };
    if (isQuick)
        return finishCopy(make());
    emit told(tr("Copying…"));
    m_copies.setFuture(QtConcurrent::run(make));
}

void RecordTable::finishCopy(const QByteArray &text)
{
    QApplication::clipboard()->setText(QString::fromUtf8(text));
    emit told(text.size() > mostCopied ? tr("Too long: only the first %1 were copied").arg(QLocale().formattedDataSize(mostCopied))
                                       : tr("Copied"));
}

void RecordTable::followCurrent()
{
    const qint32 node = m_model.node(m_table->currentIndex());
    m_actions.setNode(m_reading, node);
    m_show.setEnabled(node != ValueTree::none);
}

void RecordTable::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("recordTableMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.addTo(menu);
    menu->addAction(&m_show);
    menu->addSeparator();
    menu->addActions({&m_copyCsv, &m_copyTabs});
    menu->addAction(tr("Select &all"), m_table, &QTableView::selectAll);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void RecordTable::adoptFixedFont()
{
    m_table->fitRows();
    m_table->viewport()->update();
}
