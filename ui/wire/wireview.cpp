#include "ui/wire/wireview.h"

#include "ui/elidedlabel.h"
#include "ui/fixedfont.h"
#include "ui/hintpage.h"
#include "ui/iconengine.h"
#include "ui/results/hexview.h"
#include "ui/wire/packettree.h"
#include "ui/wraplayout.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace {

Tone toneOf(WireExchange::State state)
{
    switch (state) {
    case WireExchange::State::After:
        return Tone::Good;
    case WireExchange::State::Partly:
    case WireExchange::State::Unanswered:
    case WireExchange::State::Unsent:
        return Tone::Notice;
    case WireExchange::State::Invalid:
        return Tone::Bad;
    case WireExchange::State::Before:
    case WireExchange::State::Nothing:
        break;
    }
    return Tone::Muted;
}

QString iconOf(WireExchange::State state)
{
    switch (state) {
    case WireExchange::State::After:
        return QStringLiteral("circle-check");
    case WireExchange::State::Partly:
    case WireExchange::State::Unanswered:
        return QStringLiteral("circle-alert");
    case WireExchange::State::Unsent:
        return QStringLiteral("ban");
    case WireExchange::State::Invalid:
        return QStringLiteral("circle-x");
    case WireExchange::State::Before:
    case WireExchange::State::Nothing:
        break;
    }
    return QStringLiteral("circle-dashed");
}

} // namespace

WireView::WireView(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
    , m_nothing(new HintPage(QStringLiteral("hash"), tr("No command"),
                             tr("Select a result, or put the cursor on a command, to see its bytes as they go over the wire.")))
    , m_content(new QWidget)
    , m_title(new ElidedLabel)
    , m_icon(new QLabel)
    , m_heading(new ElidedLabel)
    , m_notes(new QLabel)
    , m_tree(new PacketTree)
    , m_hex(new HexView)
{
    setObjectName(QStringLiteral("wireView"));
    m_title->setObjectName(QStringLiteral("wireTitle"));
    m_title->setAccessibleName(tr("Command"));
    m_heading->setObjectName(QStringLiteral("wireHeading"));
    m_heading->setAccessibleName(tr("What is shown of the command"));
    m_notes->setObjectName(QStringLiteral("wireNotes"));
    m_notes->setAccessibleName(tr("What is to be known of these bytes"));
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->setForegroundRole(QPalette::PlaceholderText);
    m_hex->setObjectName(QStringLiteral("wireHex"));
    m_hex->setAccessibleName(tr("Packet in hexadecimal"));
    m_hex->setFrameShape(QFrame::NoFrame);
    m_tree->setFrameShape(QFrame::NoFrame);
    setUpActions();
    adoptFixedFont();

    m_bytes = new QSplitter(Qt::Vertical);
    m_bytes->setObjectName(QStringLiteral("wireSplitter"));
    m_bytes->setChildrenCollapsible(false);
    m_bytes->addWidget(m_tree);
    m_bytes->addWidget(m_hex);
    m_bytes->setStretchFactor(0, 3);
    m_bytes->setStretchFactor(1, 1);
    auto *header = new QGridLayout;
    header->setContentsMargins(8, 6, 8, 4);
    header->setHorizontalSpacing(6);
    header->setVerticalSpacing(3);
    header->addWidget(m_title, 0, 0, 1, 2);
    header->addWidget(m_icon, 1, 0);
    header->addWidget(m_heading, 1, 1);
    header->addWidget(m_notes, 2, 0, 1, 2);
    header->addWidget(buttons(), 3, 0, 1, 2);
    header->setColumnStretch(1, 1);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addLayout(header);
    content->addWidget(m_bytes, 1);
    content->addStretch();
    // Whoever comes by keyboard wants the packets.
    QWidget *before = m_hex;
    setTabOrder(m_tree, m_hex);
    const QList<QToolButton *> all = m_content->findChildren<QToolButton *>();
    for (QToolButton *button : all) {
        setTabOrder(before, button);
        before = button;
    }
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    connect(m_tree, &PacketTree::currentMoved, this, &WireView::showCurrent);
    connect(m_hex, &HexView::told, this, &WireView::told);
    connect(m_hex, &HexView::moved, this, [this](qsizetype byte) {
        // What is selected among the bytes stays so.
        const QSignalBlocker blocker(m_tree);
        m_tree->goTo(byte);
    });
    connect(m_tree->saveAction(), &QAction::triggered, this,
            [this] { m_saving.ask(m_tree->packets().bytes(m_tree->currentIndex()), m_tree->packets().owner(m_tree->currentIndex())); });
    connect(&m_saving, &ByteSaving::told, this, &WireView::told);
    connect(m_tree, &PacketTree::told, this, &WireView::told);
    present({});
}

void WireView::setUpActions()
{
    m_before.setObjectName(QStringLiteral("wireBefore"));
    m_before.setText(tr("Dry r&un"));
    m_before.setIcon(themedIcon(QStringLiteral("circle-dashed")));
    m_before.setToolTip(tr("Show what would be sent for this line now"));
    m_before.setStatusTip(m_before.toolTip());
    m_before.setCheckable(true);
    m_run.setObjectName(QStringLiteral("wireRun"));
    m_run.setText(tr("Run &alone"));
    m_run.setIcon(themedIcon(QStringLiteral("step-forward")));
    m_run.setToolTip(tr("Run this line alone, to see its bytes as they go"));
    m_run.setStatusTip(m_run.toolTip());
}

QWidget *WireView::buttons()
{
    auto *row = new QWidget;
    auto *layout = new WrapLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (QAction *action : {&m_before, &m_run, m_tree->copyAction(), m_tree->copyTextAction(), m_tree->saveAction()}) {
        auto *button = new QToolButton(row);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setToolButtonStyle(action == &m_before || action == &m_run ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(action, &QAction::changed, button, [button, action] { button->setVisible(action->isVisible()); });
        layout->addWidget(button);
    }
    return row;
}

void WireView::present(const WireExchange &exchange)
{
    m_exchange = exchange;
    m_packet = -1;
    m_tree->setParts(exchange.parts);
    showCurrent(m_tree->currentIndex());
    m_title->setText(exchange.title);
    m_heading->setText(exchange.heading);
    m_notes->setText(exchange.notes.join(QLatin1Char(' ')));
    m_notes->setVisible(!exchange.notes.isEmpty());
    const bool hasBytes = !exchange.parts.empty();
    m_bytes->setVisible(hasBytes);
    for (QAction *action : {m_tree->copyAction(), m_tree->copyTextAction(), m_tree->saveAction()})
        action->setEnabled(hasBytes);
    showState();
    m_pages->setCurrentWidget(exchange.state == WireExchange::State::Nothing ? static_cast<QWidget *>(m_nothing) : m_content);
}

void WireView::adoptFixedFont()
{
    QFont font = fixedFont();
    font.setBold(true);
    m_title->setFont(font);
}

void WireView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showState();
    QWidget::changeEvent(event);
}

void WireView::showState()
{
    const Tone tone = toneOf(m_exchange.state);
    m_heading->setTone(tone);
    const int side = fontMetrics().height();
    m_icon->setPixmap(themedIcon(iconOf(m_exchange.state), tone).pixmap(QSize(side, side), devicePixelRatioF()));
}

void WireView::showCurrent(const QModelIndex &current)
{
    const PacketModel &packets = m_tree->packets();
    const int packet = current.isValid() ? PacketModel::packetOf(current) : -1;
    if (packet != m_packet || packet < 0)
        m_hex->setBytes(packets.packetBytes(current), packets.owner(current));
    m_packet = packet;
    const PacketModel::Place place = packets.place(current);
    if (packet >= 0)
        m_hex->select(place.offset, place.length);
}
