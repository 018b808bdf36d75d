#include "ui/keys/keycomparisonview.h"

#include "ui/amounttext.h"
#include "ui/elidedlabel.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/keys/keycelltext.h"
#include "ui/keys/reporttable.h"
#include "ui/noticerow.h"
#include "ui/wraplayout.h"

#include <QButtonGroup>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using Kind = KeyComparisonModel::Kind;

namespace {

QString kindName(Kind kind)
{
    switch (kind) {
    case KeyComparisonModel::Added:
        return KeyComparisonView::tr("New");
    case KeyComparisonModel::Gone:
        return KeyComparisonView::tr("Gone");
    case KeyComparisonModel::Rewritten:
        return KeyComparisonView::tr("Rewritten");
    case KeyComparisonModel::Grown:
        return KeyComparisonView::tr("Grew");
    case KeyComparisonModel::NeverRead:
        return KeyComparisonView::tr("Never read");
    default:
        return {};
    }
}

QString kindMeaning(Kind kind)
{
    switch (kind) {
    case KeyComparisonModel::Added:
        return KeyComparisonView::tr("Keys that are only in the later listing");
    case KeyComparisonModel::Gone:
        return KeyComparisonView::tr("Keys that are only in the earlier listing: deleted, expired or evicted");
    case KeyComparisonModel::Rewritten:
        return KeyComparisonView::tr("Keys whose CAS is another: they were stored anew, or the server has moved them to another slab page");
    case KeyComparisonModel::Grown:
        return KeyComparisonView::tr("Keys whose item is larger than before, and by how much all of them grew");
    case KeyComparisonModel::NeverRead:
        return KeyComparisonView::tr("Keys that are in both listings with the same CAS, and that nobody has read up to the later one");
    default:
        return {};
    }
}

QString sideText(const KeyComparisonModel::Side &side)
{
    const QString time = QLocale().toString(QDateTime::fromSecsSinceEpoch(side.listing.time()), QLocale::ShortFormat);
    return KeyComparisonView::tr("%1 of %2 (%3 keys)")
        .arg(side.server.isEmpty() ? KeyComparisonView::tr("an unnamed server") : side.server, time, QLocale().toString(side.size()));
}

} // namespace

KeyComparisonView::KeyComparisonView(QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_notice(new NoticeRow(QStringLiteral("keyComparisonNotice"), this))
    , m_pages(new QStackedWidget(this))
    , m_table(new ReportTable(this))
    , m_working(new HintPage(QStringLiteral("loader"), tr("Comparing…"), QString()))
    , m_none(
          new HintPage(QStringLiteral("circle-check"), tr("No such keys"), tr("Between the two listings nothing of this kind happened.")))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("keyComparison"));
    m_title->setObjectName(QStringLiteral("keyComparisonTitle"));
    m_title->setAccessibleName(tr("Compared listings"));
    m_working->setObjectName(QStringLiteral("keyComparisonWorking"));
    m_none->setObjectName(QStringLiteral("keyComparisonNone"));
    m_pages->setObjectName(QStringLiteral("keyComparisonPages"));
    m_close->setObjectName(QStringLiteral("closeKeyComparison"));
    m_close->setText(tr("Back to the keys"));
    m_close->setAccessibleName(m_close->text());
    m_close->setIcon(themedIcon(QStringLiteral("x")));
    m_close->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    setUpKinds();
    setUpTable();

    auto *header = new QHBoxLayout;
    header->addWidget(m_title, 1);
    header->addWidget(m_close);
    auto *kinds = new WrapLayout;
    kinds->setSpacing(4);
    for (QToolButton *button : m_kinds)
        kinds->addWidget(button);
    for (QWidget *page : std::initializer_list<QWidget *>{m_table, m_working, m_none})
        m_pages->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 0);
    layout->setSpacing(6);
    layout->addLayout(header);
    layout->addLayout(kinds);
    layout->addWidget(m_notice);
    layout->addWidget(m_pages, 1);

    connect(m_close, &QToolButton::clicked, this, &KeyComparisonView::closed);
    connect(&m_model, &KeyComparisonModel::worked, this, &KeyComparisonView::showState);
}

void KeyComparisonView::setUpKinds()
{
    auto *group = new QButtonGroup(this);
    for (int kind = 0; kind < KeyComparisonModel::KindCount; ++kind) {
        auto *button = new QToolButton(this);
        button->setObjectName(QStringLiteral("keyChange%1").arg(kind));
        button->setAccessibleName(kindName(Kind(kind)));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolTip(kindMeaning(Kind(kind)));
        group->addButton(button, kind);
        m_kinds[size_t(kind)] = button;
    }
    m_kinds[size_t(m_model.kind())]->setChecked(true);
    connect(group, &QButtonGroup::idToggled, this, [this](int kind, bool checked) {
        if (checked)
            showKind(Kind(kind));
    });
}

void KeyComparisonView::setUpTable()
{
    m_table->setObjectName(QStringLiteral("changedKeys"));
    m_table->setAccessibleName(tr("Changed keys"));
    m_table->setModel(&m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(KeyComparisonModel::KeyColumn, QHeaderView::Stretch);
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    header->resizeSection(KeyComparisonModel::SizeColumn, unit * 14);
    header->resizeSection(KeyComparisonModel::BeforeColumn, unit * 14);
    header->resizeSection(KeyComparisonModel::TtlColumn, unit * 13);
    header->resizeSection(KeyComparisonModel::IdleColumn, unit * 13);
    header->resizeSection(KeyComparisonModel::ReadColumn, unit * 8);
    connect(m_table, &ReportTable::told, this, &KeyComparisonView::told);
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { emit keyActivated(m_model.key(index.row())); });
}

void KeyComparisonView::compare(const Side &one, const Side &other)
{
    // The server's clock goes by whole seconds, and lags where its machine is busy: so close together, nothing tells.
    const bool isOneEarlier = one.listing.time() <= other.listing.time() + leastToldSkew;
    const Side &before = isOneEarlier ? one : other;
    const Side &after = isOneEarlier ? other : one;
    m_title->setText(tr("From %1 to %2").arg(sideText(before), sideText(after)));
    m_areServersOther = before.server != after.server;
    m_model.compare(before, after);
}

void KeyComparisonView::clear()
{
    m_model.clear();
    showState();
}

void KeyComparisonView::showKind(Kind kind)
{
    m_model.show(kind);
    showState();
}

void KeyComparisonView::showState()
{
    for (int kind = 0; kind < KeyComparisonModel::KindCount; ++kind) {
        QToolButton *button = m_kinds[size_t(kind)];
        const QString name = kindName(Kind(kind));
        const QString count = QLocale().toString(m_model.count(Kind(kind)));
        const QString bytes = byteText(m_model.bytes(Kind(kind)));
        const QString told = kind == KeyComparisonModel::Grown ? tr("%1, by %2").arg(count, bytes) : tr("%1, %2").arg(count, bytes);
        button->setText(m_model.isWorking() ? name : tr("%1: %2").arg(name, told));
        button->setAccessibleName(button->text());
    }
    m_kinds[KeyComparisonModel::Rewritten]->setEnabled(!m_model.isCasUntold());
    QStringList notes;
    if (m_areServersOther)
        notes += tr("These are listings of two servers, unless one goes by two names.");
    if (m_model.isCasUntold())
        notes += tr("There is no CAS in one of the listings, so that nobody can tell which keys were rewritten.");
    m_notice->tell(notes.join(QLatin1Char(' ')));
    if (m_model.isWorking())
        m_pages->setCurrentWidget(m_working);
    else if (m_model.rowCount() > 0)
        m_pages->setCurrentWidget(m_table);
    else
        m_pages->setCurrentWidget(m_none);
}

void KeyComparisonView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        QWidget::keyPressEvent(event);
}
