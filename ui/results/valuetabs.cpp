#include "ui/results/valuetabs.h"

#include "ui/results/hexview.h"
#include "ui/results/longtext.h"
#include "ui/results/valuefindbar.h"

#include <QEvent>
#include <QKeyEvent>
#include <QTabWidget>
#include <QVBoxLayout>

ValueTabs::ValueTabs(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget(this))
    , m_text(new LongText)
    , m_hex(new HexView)
    , m_find(new ValueFindBar(
          name + QStringLiteral("Find"), [this] { return selection(); }, this))
{
    m_text->setObjectName(name + QStringLiteral("Text"));
    m_text->setAccessibleName(tr("Value as text"));
    m_hex->setObjectName(name + QStringLiteral("Hex"));
    m_hex->setAccessibleName(tr("Value in hexadecimal"));
    m_hex->setFrameShape(QFrame::NoFrame);
    m_tabs->setObjectName(name + QStringLiteral("Tabs"));
    m_tabs->setAccessibleName(tr("Ways to see the value"));
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->addTab(m_text, tr("Text"));
    m_tabs->addTab(m_hex, tr("Hex"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_find);

    connect(m_find, &ValueFindBar::matchesChanged, m_text, &LongText::setMatches);
    connect(m_find, &ValueFindBar::matchesChanged, m_hex, &HexView::setMatches);
    // In both, so that who looks at the other finds the same place.
    connect(m_find, &ValueFindBar::chosen, m_text, &LongText::select);
    connect(m_find, &ValueFindBar::chosen, m_hex, [this](qsizetype from, qsizetype to) { m_hex->select(from, to - from); });
    connect(m_find, &ValueFindBar::closed, this, [this] { m_tabs->currentWidget()->setFocus(); });
    connect(m_text, &LongText::findRequested, this, &ValueTabs::find);
    connect(m_hex, &HexView::findRequested, this, &ValueTabs::find);
    connect(m_text, &LongText::told, this, &ValueTabs::told);
    connect(m_hex, &HexView::told, this, &ValueTabs::told);
}

void ValueTabs::setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    m_text->setBytes(bytes, owner);
    m_hex->setBytes(bytes, owner);
    m_find->setBytes(bytes, owner);
}

std::pair<qsizetype, qsizetype> ValueTabs::selection() const
{
    if (m_tabs->currentWidget() == m_hex)
        return {m_hex->selectionStart(), m_hex->selectionEnd()};
    return {m_text->selectionStart(), m_text->selectionEnd()};
}

void ValueTabs::find()
{
    m_find->open();
}

/// The keys of the search in the script, which are for the value while it has the keyboard.
bool ValueTabs::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || key->key() == Qt::Key_F3)
            event->accept();
    }
    return QWidget::event(event);
}

void ValueTabs::keyPressEvent(QKeyEvent *event)
{
    using Direction = ValueFindBar::Direction;
    if (event->matches(QKeySequence::Find))
        find();
    else if (event->key() == Qt::Key_F3)
        m_find->goOn(event->modifiers().testFlag(Qt::ShiftModifier) ? Direction::Backward : Direction::Forward);
    else
        QWidget::keyPressEvent(event);
}
