#include "ui/values/valuetreeview.h"

#include "ui/elidedlabel.h"
#include "ui/fixedfont.h"
#include "ui/hintpage.h"
#include "ui/values/nodefindbar.h"
#include "ui/values/nodetext.h"
#include "ui/values/valuetreerows.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QToolButton>

ValueTreeView::ValueTreeView(QWidget *parent)
    : QWidget(parent)
    , m_actions(QStringLiteral("valueTree"))
    , m_pages(new QStackedWidget(this))
    , m_nothing(
          new HintPage(QStringLiteral("layers"), tr("No parts to show"), tr("This value has not been read as anything that has parts.")))
    , m_content(new QWidget)
    , m_rows(new ValueTreeRows(&m_model, &m_actions))
    , m_foot(new QWidget)
    , m_path(new ElidedLabel)
    , m_find(new NodeFindBar(QStringLiteral("valueTreeFind"), [this] { return m_rows->currentNode(); }))
{
    setObjectName(QStringLiteral("valueTreeView"));
    m_nothing->setObjectName(QStringLiteral("valueTreeNothing"));
    m_path->setObjectName(QStringLiteral("valueTreePath"));
    m_path->setAccessibleName(tr("Path of the part that is current"));
    m_path->setTone(Tone::Muted);
    layOut();
    adoptFixedFont();
    showPath();

    connect(m_rows, &ValueTreeRows::currentMoved, this, &ValueTreeView::showPath);
    connect(m_rows, &ValueTreeRows::findRequested, this, &ValueTreeView::find);
    connect(m_rows, &ValueTreeRows::told, this, &ValueTreeView::told);
    connect(&m_actions, &NodeActions::told, this, &ValueTreeView::told);
    connect(&m_actions, &NodeActions::placeChosen, this, &ValueTreeView::placeChosen);
    connect(m_find, &NodeFindBar::chosen, m_rows, &ValueTreeRows::goTo);
    connect(m_find, &NodeFindBar::closed, m_rows, [this] { m_rows->setFocus(); });
}

ValueTreeView::~ValueTreeView()
{
    delete m_pages; // the rows before their model
}

void ValueTreeView::layOut()
{
    auto *copyPath = new QToolButton;
    copyPath->setObjectName(QStringLiteral("valueTreeCopyPathButton"));
    copyPath->setAccessibleName(tr("Copy path"));
    copyPath->setDefaultAction(m_actions.copyPathAction());
    copyPath->setToolButtonStyle(Qt::ToolButtonIconOnly);
    copyPath->setAutoRaise(true);
    copyPath->setFocusPolicy(Qt::TabFocus);
    auto *path = new QHBoxLayout(m_foot);
    path->setContentsMargins(8, 2, 8, 2);
    path->setSpacing(6);
    path->addWidget(m_path, 1);
    path->addWidget(copyPath);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_rows, 1);
    content->addWidget(m_foot);
    content->addWidget(m_find);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

bool ValueTreeView::suits(const ValueReading &reading)
{
    const ValueTree &tree = reading.value.tree;
    return !tree.isEmpty() && isContainer(tree, tree.root());
}

void ValueTreeView::showReading(const SharedReading &reading)
{
    if (m_model.reading())
        m_open.note(*m_rows);
    m_model.setReading(reading);
    m_find->setReading(reading);
    const bool isThere = reading && !reading->value.tree.isEmpty();
    m_pages->setCurrentWidget(isThere ? m_content : m_nothing);
    setFocusProxy(isThere ? m_rows : nullptr);
    if (isThere) {
        if (m_open.isEmpty())
            m_rows->openWhatFits();
        else
            m_open.restore(m_rows);
    }
    showPath();
}

void ValueTreeView::forget()
{
    showReading({});
    m_open.forget();
}

void ValueTreeView::exchangeReading(const SharedReading &reading)
{
    if (!m_model.exchangeReading(reading)) {
        showReading(reading);
        return;
    }
    m_find->setReading(reading);
    m_actions.setNode(reading, m_rows->currentNode());
    showPath();
}

bool ValueTreeView::goTo(qint32 node)
{
    return m_rows->goTo(node);
}

void ValueTreeView::find()
{
    if (m_pages->currentWidget() == m_content)
        m_find->open();
}

void ValueTreeView::adoptFixedFont()
{
    m_path->setFont(fixedFont());
    m_rows->doItemsLayout();
}

void ValueTreeView::showPath()
{
    const qint32 node = m_rows->currentNode();
    m_path->setText(node == ValueTree::none ? QString() : nodePath(m_model.reading()->value.tree, node));
}

/// Where there is room for a few lines only, they are for the parts.
void ValueTreeView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    constexpr int fewLines = 8;
    m_foot->setVisible(height() >= fewLines * fontMetrics().lineSpacing());
}

/// The keys of the search in the script, which are for the value while it has the keyboard.
bool ValueTreeView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && NodeFindBar::isFor(*static_cast<QKeyEvent *>(event)))
        event->accept();
    return QWidget::event(event);
}

void ValueTreeView::keyPressEvent(QKeyEvent *event)
{
    if (NodeFindBar::isFor(*event))
        m_find->take(*event);
    else
        QWidget::keyPressEvent(event);
}
