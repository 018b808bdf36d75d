#include "ui/keys/keytreeview.h"

#include "ui/hintpage.h"
#include "ui/keys/keydelimiterfield.h"
#include "ui/keys/keytreerows.h"
#include "ui/settings.h"
#include "ui/wraplayout.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace {

QString columnsPart()
{
    return QStringLiteral("keyTreeColumns");
}

} // namespace

KeyTreeView::KeyTreeView(Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_delimiters(new KeyDelimiterField(this))
    , m_order(new QComboBox(this))
    , m_state(new QLabel(this))
    , m_pages(new QStackedWidget(this))
    , m_building(new HintPage(QStringLiteral("loader"), tr("Building the tree…"), tr("The keys are being put into folders."), this))
    , m_empty(new HintPage(QStringLiteral("folder"), tr("No keys to show"), tr("The folders stand here once there are keys."), this))
    , m_rows(new KeyTreeRows(&m_model, this))
{
    setObjectName(QStringLiteral("keyTreeView"));
    setFocusProxy(m_rows);
    m_order->setObjectName(QStringLiteral("keyTreeOrder"));
    m_order->setAccessibleName(tr("What folders and keys are sorted by"));
    m_order->addItem(tr("Name"), int(KeyTreeOrder::Name));
    m_order->addItem(tr("Size, heaviest first"), int(KeyTreeOrder::Bytes));
    m_order->addItem(tr("Keys, most first"), int(KeyTreeOrder::Keys));
    m_state->setObjectName(QStringLiteral("keyTreeState"));
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_building->setObjectName(QStringLiteral("keyTreeBuilding"));
    m_empty->setObjectName(QStringLiteral("keyTreeEmpty"));
    m_model.setOrder(KeyTreeOrder::Bytes, {}); // what a person looks for most often; and folders stand before single keys
    m_patience.setSingleShot(true);
    m_patience.setInterval(200ms); // what is there sooner needs no words
    m_rows->header()->restoreState(m_settings->layout(columnsPart()));
    layOut();
    showOrder();
    showState();

    connect(m_delimiters, &KeyDelimiterField::chosen, this, &KeyTreeView::chooseDelimiters);
    connect(m_order, &QComboBox::activated, this, [this] { sortBy(KeyTreeOrder(m_order->currentData().toInt())); });
    connect(m_rows->header(), &QHeaderView::sectionClicked, this, [this](int column) {
        if (column <= KeyTreeText::Share)
            sortBy(column == KeyTreeText::Name       ? KeyTreeOrder::Name
                       : column == KeyTreeText::Keys ? KeyTreeOrder::Keys
                                                     : KeyTreeOrder::Bytes);
        showOrder(); // the header has moved its arrow by itself
    });
    connect(&m_model, &KeyTreeModel::buildingChanged, this, [this] { m_model.isBuilding() ? m_patience.start() : m_patience.stop(); });
    connect(&m_model, &KeyTreeModel::buildingChanged, this, &KeyTreeView::showState);
    connect(&m_model, &KeyTreeModel::rearranged, this, &KeyTreeView::showState);
    connect(&m_patience, &QTimer::timeout, this, &KeyTreeView::showState);
    connect(m_rows, &KeyTreeRows::keyActivated, this, &KeyTreeView::keyActivated);
    connect(m_rows, &KeyTreeRows::currentKeyChanged, this, &KeyTreeView::currentKeyChanged);
    connect(m_rows, &KeyTreeRows::selectionMoved, this, &KeyTreeView::selectionChanged);
    connect(m_rows, &KeyTreeRows::filterRequested, this, &KeyTreeView::filterRequested);
    connect(m_rows, &KeyTreeRows::told, this, &KeyTreeView::told);
}

KeyTreeView::~KeyTreeView()
{
    // A field that loses the focus as it goes tells of a choice, which nobody could take any more.
    m_delimiters->disconnect(this);
    delete m_rows; // before its model
}

void KeyTreeView::layOut()
{
    auto *delimiters = new QLabel(tr("Folders end at:"), this);
    auto *order = new QLabel(tr("Sorted by:"), this);
    auto *strip = new WrapLayout;
    strip->setContentsMargins(8, 6, 8, 6);
    strip->setSpacing(6);
    strip->addPair(delimiters, m_delimiters);
    strip->addPair(order, m_order);
    strip->addWidget(m_state);
    m_pages->addWidget(m_building);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_rows);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(strip);
    layout->addWidget(m_pages, 1);
}

void KeyTreeView::setKeys(const KeyListing &listing, const KeyTreeModel::Indexes &shown)
{
    m_model.setKeys(listing, shown, m_rows->place());
}

void KeyTreeView::setUsualDelimiters(const QByteArray &delimiters, const QString &place)
{
    m_usual = delimiters;
    m_place = place;
    m_delimiters->setDelimiters(m_settings->keys()->keyDelimiters(place).value_or(delimiters));
    m_model.setDelimiters(m_delimiters->delimiters(), m_rows->place());
}

void KeyTreeView::chooseDelimiters(const QByteArray &delimiters)
{
    if (delimiters == m_usual)
        m_settings->keys()->forgetKeyDelimiters(m_place);
    else if (!m_place.isEmpty())
        m_settings->keys()->setKeyDelimiters(m_place, delimiters);
    m_model.setDelimiters(delimiters, m_rows->place());
}

void KeyTreeView::sortBy(KeyTreeOrder order)
{
    m_model.setOrder(order, m_rows->place());
    showOrder();
}

void KeyTreeView::showOrder()
{
    const KeyTreeOrder order = m_model.order();
    m_order->setCurrentIndex(m_order->findData(int(order)));
    m_rows->header()->setSortIndicatorShown(true);
    const int column = order == KeyTreeOrder::Name ? KeyTreeText::Name
        : order == KeyTreeOrder::Keys              ? KeyTreeText::Keys
                                                   : KeyTreeText::Bytes;
    m_rows->header()->setSortIndicator(column, order == KeyTreeOrder::Name ? Qt::AscendingOrder : Qt::DescendingOrder);
}

void KeyTreeView::showState()
{
    const std::shared_ptr<const KeyTree> tree = m_model.tree();
    const bool waits = m_model.isBuilding() && !m_patience.isActive();
    m_state->setText(waits && tree ? tr("Building the tree…") : QString());
    if (tree && tree->size() > 0)
        m_pages->setCurrentWidget(m_rows);
    else if (!m_model.isBuilding())
        m_pages->setCurrentWidget(m_empty);
    else if (waits)
        m_pages->setCurrentWidget(m_building);
}

KeyChoice KeyTreeView::selectedKeys() const
{
    return {listing(), std::make_shared<const std::vector<int>>(m_rows->selectedKeys())};
}

qint64 KeyTreeView::selectedCount() const
{
    return m_rows->selectedCount();
}

KeyListing KeyTreeView::listing() const
{
    const std::shared_ptr<const KeyTree> tree = m_model.tree();
    return tree ? tree->listing() : KeyListing();
}

QByteArray KeyTreeView::currentKey() const
{
    return m_rows->currentKey();
}

void KeyTreeView::setItemMenu(QMenu *menu)
{
    m_rows->setItemMenu(menu);
}

void KeyTreeView::setKeyActions(const QList<QAction *> &actions)
{
    m_rows->setKeyActions(actions);
}

bool KeyTreeView::goTo(QByteArrayView key)
{
    return m_rows->goTo(key);
}

void KeyTreeView::follow(const QByteArray &key)
{
    m_rows->follow(key);
}

void KeyTreeView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_settings->setLayout(columnsPart(), m_rows->header()->saveState());
}
