#include "ui/results/comparisonview.h"

#include "ui/clearbutton.h"
#include "ui/elidedlabel.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/results/runsmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr size_t mostCopiedRows = 100'000;

}

ComparisonView::ComparisonView(QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_summary(new ElidedLabel(this))
    , m_text(new QLineEdit(this))
    , m_pages(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_working(new HintPage(QStringLiteral("loader"), tr("Comparing…"), QString()))
    , m_same(new HintPage(QStringLiteral("circle-check"), tr("No differences"), tr("Every command of the two runs had the same outcome.")))
    , m_noMatch(new HintPage(QStringLiteral("funnel"), tr("No matches"), tr("None of the differences is of this kind, or has this text.")))
{
    setObjectName(QStringLiteral("comparison"));
    m_title->setObjectName(QStringLiteral("comparisonTitle"));
    m_title->setAccessibleName(tr("Compared runs"));
    m_summary->setObjectName(QStringLiteral("comparisonSummary"));
    m_summary->setAccessibleName(tr("Differences"));
    m_summary->setTone(Tone::Muted);
    m_working->setObjectName(QStringLiteral("comparisonWorking"));
    m_same->setObjectName(QStringLiteral("comparisonSame"));
    m_noMatch->setObjectName(QStringLiteral("comparisonNoMatch"));
    m_text->setObjectName(QStringLiteral("comparisonText"));
    m_text->setAccessibleName(tr("Filter differences by text"));
    m_text->setPlaceholderText(tr("Filter by key, command or value"));
    addClearButton(m_text);
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeComparison"));
    close->setText(tr("Back to the results"));
    close->setAccessibleName(close->text());
    close->setIcon(themedIcon(QStringLiteral("x")));
    close->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    setUpTable();

    auto *header = new QHBoxLayout;
    header->addWidget(m_title, 1);
    header->addWidget(close);
    auto *filters = new QHBoxLayout;
    filters->setSpacing(4);
    for (int bit = 0; bit < ComparisonModel::differenceCount; ++bit) {
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("difference%1").arg(bit));
        button->setAccessibleName(ComparisonModel::words(quint8(1 << bit)));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::toggled, this, &ComparisonView::apply);
        filters->addWidget(button);
        m_kinds[size_t(bit)] = button;
    }
    filters->addWidget(m_text, 1);
    for (QWidget *page : std::initializer_list<QWidget *>{m_table, m_working, m_same, m_noMatch})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 0);
    layout->setSpacing(4);
    layout->addLayout(header);
    layout->addWidget(m_summary);
    layout->addLayout(filters);
    layout->addWidget(m_pages, 1);

    m_delay.setSingleShot(true);
    m_delay.setInterval(0ms); // a search that another supersedes costs nothing
    connect(close, &QToolButton::clicked, this, &ComparisonView::closed);
    connect(m_text, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&m_delay, &QTimer::timeout, this, &ComparisonView::apply);
    connect(&m_copying, &QFutureWatcherBase::finished, this, &ComparisonView::finishCopy);
    connect(&m_model, &ComparisonModel::worked, this, &ComparisonView::showState);
}

void ComparisonView::setUpTable()
{
    m_table->setObjectName(QStringLiteral("differences"));
    m_table->setAccessibleName(tr("Differences"));
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setCornerButtonEnabled(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->installEventFilter(this);
    QHeaderView *header = m_table->horizontalHeader();
    header->setObjectName(QStringLiteral("differencesHeader"));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    header->resizeSection(ComparisonModel::LineColumn, unit * 8);
    header->resizeSection(ComparisonModel::CommandColumn, unit * 12);
    header->resizeSection(ComparisonModel::KeyColumn, unit * 15);
    header->resizeSection(ComparisonModel::ChangeColumn, unit * 14);
    header->resizeSection(ComparisonModel::BeforeColumn, unit * 18);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        const qint64 line = current.isValid() ? m_model.lineAfter(current.row()) : -1;
        if (line >= 0)
            emit lineShown(line);
    });
}

void ComparisonView::compare(const RunHistory::Run &before, const RunHistory::Run &after)
{
    m_title->setText(tr("From run %1 (%2) to run %3 (%4)")
                         .arg(QString::number(before->number), runTitle(*before), QString::number(after->number), runTitle(*after)));
    m_model.compare(before->results, after->results);
}

void ComparisonView::clear()
{
    m_model.compare({}, {});
}

void ComparisonView::apply()
{
    m_delay.stop();
    quint8 differences = 0;
    for (int bit = 0; bit < ComparisonModel::differenceCount; ++bit) {
        if (m_kinds[size_t(bit)]->isChecked())
            differences |= quint8(1 << bit);
    }
    m_model.setFilter(differences, m_text->text().toUtf8());
}

void ComparisonView::showState()
{
    for (int bit = 0; bit < ComparisonModel::differenceCount; ++bit) {
        QToolButton *button = m_kinds[size_t(bit)];
        const QString count = QLocale().toString(m_model.count(ComparedRow::Difference(1 << bit)));
        button->setText(QStringLiteral("%1 %2").arg(ComparisonModel::words(quint8(1 << bit)), count));
        button->setAccessibleName(button->text());
        button->setToolTip(tr("Show only what differs in this, and in what else is pressed"));
        button->setVisible(m_model.count(ComparedRow::Difference(1 << bit)) > 0 || button->isChecked());
    }
    const qint64 differing = m_model.differingCount();
    m_summary->setText(m_model.isWorking() ? tr("Comparing…")
                                           : tr("Different: %L1, the same: %L2").arg(differing).arg(m_model.sameCount()));
    m_text->setVisible(differing > 0);
    if (m_model.rowCount() > 0)
        m_pages->setCurrentWidget(m_table);
    else if (m_model.isWorking())
        m_pages->setCurrentWidget(m_working);
    else
        m_pages->setCurrentWidget(differing > 0 ? m_noMatch : m_same);
}

void ComparisonView::copy()
{
    QItemSelection ranges = m_table->selectionModel()->selection();
    std::ranges::sort(ranges, {}, &QItemSelectionRange::top);
    std::vector<int> rows;
    m_cut = false;
    for (const QItemSelectionRange &range : std::as_const(ranges)) {
        for (int row = range.top(); row <= range.bottom() && !m_cut; ++row) {
            m_cut = rows.size() == mostCopiedRows;
            if (!m_cut)
                rows.push_back(row);
        }
    }
    if (rows.empty())
        return;
    QList<int> columns;
    for (int place = 0; place < ComparisonModel::ColumnCount; ++place)
        columns.append(m_table->horizontalHeader()->logicalIndex(place));
    emit told(tr("Copying…"));
    m_copying.setFuture(QtConcurrent::run(m_model.textOf(rows, columns))); // the last copy counts
}

void ComparisonView::finishCopy()
{
    const CopiedText copied = m_copying.future().takeResult();
    QApplication::clipboard()->setText(QString::fromUtf8(copied.text));
    emit told(m_cut || copied.isCut ? tr("Too much: not all was copied. Rows copied: %L1").arg(copied.rowCount)
                                    : tr("Rows copied: %L1").arg(copied.rowCount));
}

void ComparisonView::selectAll()
{
    m_table->selectAll();
}

bool ComparisonView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}
