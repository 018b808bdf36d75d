#include "ui/values/nodefindbar.h"

#include "ui/clearbutton.h"
#include "ui/elidedlabel.h"
#include "ui/iconengine.h"
#include "ui/values/xmllines.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

NodeFindBar::NodeFindBar(const QString &name, const std::function<qint32()> &current, QWidget *parent)
    : QWidget(parent)
    , m_current(current)
    , m_field(new QLineEdit(this))
    , m_state(new ElidedLabel(this))
{
    setObjectName(name + QStringLiteral("Bar"));
    m_field->setObjectName(name + QStringLiteral("Text"));
    m_field->setAccessibleName(tr("Find in names and values"));
    m_field->setPlaceholderText(tr("Find in names and values"));
    addClearButton(m_field);
    m_state->setObjectName(name + QStringLiteral("Count"));
    m_state->setAccessibleName(tr("Number of matches"));

    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_field, 1);
    row->addWidget(addButton(m_previousAction, name + QStringLiteral("Previous"), tr("Previous"), "chevron-up", tr("Previous (Shift+F3)")));
    row->addWidget(addButton(m_nextAction, name + QStringLiteral("Next"), tr("Next"), "chevron-down", tr("Next (F3)")));
    row->addWidget(addButton(m_closeAction, name + QStringLiteral("Close"), tr("Close"), "x", tr("Close (Escape)")));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(m_state);

    connect(m_field, &QLineEdit::textChanged, this, [this] {
        m_goes = true;
        search();
    });
    connect(&m_nextAction, &QAction::triggered, this, [this] { goOn(Direction::Forward); });
    connect(&m_previousAction, &QAction::triggered, this, [this] { goOn(Direction::Backward); });
    connect(&m_closeAction, &QAction::triggered, this, &NodeFindBar::close);
    connect(&m_search, &NodeSearch::found, this, &NodeFindBar::takeMatches);
    hide();
    showState();
}

QToolButton *NodeFindBar::addButton(QAction &action, const QString &name, const QString &text, const char *icon, const QString &tip)
{
    action.setObjectName(name + QStringLiteral("Action"));
    action.setText(text);
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setToolTip(tip);
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setDefaultAction(&action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void NodeFindBar::setReading(const SharedReading &reading)
{
    m_reading = reading;
    m_xml.reset();
    begin();
}

void NodeFindBar::setXml(const std::shared_ptr<const XmlLines> &lines)
{
    m_reading.reset();
    m_xml = lines;
    begin();
}

void NodeFindBar::begin()
{
    m_matches.reset();
    m_goes = false;
    m_from = ValueTree::none;
    m_search.cancel();
    if (isVisibleTo(parentWidget()))
        search();
    showState();
}

void NodeFindBar::open()
{
    m_from = m_current();
    const bool wasHidden = !isVisibleTo(parentWidget());
    show();
    if (wasHidden)
        search();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void NodeFindBar::close()
{
    hide();
    m_search.cancel();
    m_matches.reset();
    emit matchesChanged({});
    emit closed();
}

void NodeFindBar::search()
{
    m_around = false;
    m_search.cancel();
    m_matches.reset();
    const QByteArray text = m_field->text().toUtf8();
    if (text.isEmpty() || (!m_reading && !m_xml))
        emit matchesChanged({});
    else if (m_xml)
        m_search.find([lines = m_xml, text](const std::atomic_bool *cancelled) { return lines->linesWith(text, cancelled); });
    else
        m_search.find(m_reading, text);
    showState();
}

/// Lines are in the order of their numbers, parts in that of the tree.
size_t NodeFindBar::firstFrom(const NodeMatches &matches, qint32 node) const
{
    if (!m_xml)
        return matches.firstFrom(m_reading->value.tree, node);
    return size_t(std::lower_bound(matches.nodes.begin(), matches.nodes.end(), node) - matches.nodes.begin());
}

void NodeFindBar::takeMatches(const NodeSearch::Matches &matches)
{
    m_matches = matches;
    emit matchesChanged(matches);
    if (std::exchange(m_goes, false) && !matches->nodes.empty()) {
        const size_t number = m_from == ValueTree::none ? 0 : firstFrom(*matches, m_from);
        choose(number < matches->nodes.size() ? number : 0);
    }
    showState();
}

void NodeFindBar::goOn(Direction direction)
{
    if (m_field->text().isEmpty()) {
        open();
        return;
    }
    if (m_search.isBusy()) { // what is known is of what was sought before
        m_goes = true;
        return;
    }
    if (!m_matches) { // it goes on though the bar was closed
        m_from = m_current();
        m_goes = true;
        show();
        search();
        return;
    }
    const size_t count = m_matches->nodes.size();
    if (count == 0)
        return;
    const qint32 at = m_current();
    const size_t here = at == ValueTree::none ? 0 : firstFrom(*m_matches, at);
    const size_t next = here < count && m_matches->nodes[here] == at ? here + 1 : here;
    m_around = direction == Direction::Forward ? next >= count : here == 0;
    choose(direction == Direction::Forward ? (m_around ? 0 : next) : (m_around ? count : here) - 1);
    showState();
}

void NodeFindBar::choose(size_t number)
{
    m_from = m_matches->nodes[number];
    emit chosen(m_from);
}

bool NodeFindBar::isFor(const QKeyEvent &event)
{
    return event.matches(QKeySequence::Find) || event.key() == Qt::Key_F3;
}

void NodeFindBar::take(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Find))
        open();
    else
        goOn(event.modifiers().testFlag(Qt::ShiftModifier) ? Direction::Backward : Direction::Forward);
}

void NodeFindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        goOn(event->modifiers().testFlag(Qt::ShiftModifier) ? Direction::Backward : Direction::Forward);
    else
        QWidget::keyPressEvent(event);
}

void NodeFindBar::showState()
{
    const bool isSought = !m_field->text().isEmpty();
    const bool isFound = m_matches && !m_matches->nodes.empty();
    m_nextAction.setEnabled(isSought);
    m_previousAction.setEnabled(isSought);
    QString text;
    if (m_search.isBusy())
        text = tr("Searching…");
    else if (m_matches && !isFound)
        text = tr("No match");
    m_state->setTone(text.isEmpty() || m_search.isBusy() ? Tone::Muted : Tone::Bad);
    if (isFound && !m_search.isBusy()) {
        const qint32 at = m_current();
        const size_t number = at == ValueTree::none ? m_matches->nodes.size() : firstFrom(*m_matches, at);
        const bool isOn = number < m_matches->nodes.size() && m_matches->nodes[number] == at;
        const QString count = m_matches->isCut ? tr("more than %L1").arg(m_matches->nodes.size()) : tr("%L1").arg(m_matches->nodes.size());
        text = isOn ? tr("%L1 of %2").arg(number + 1).arg(count) : tr("Matches: %1").arg(count);
        if (m_around)
            text += QStringLiteral(" · ") + tr("went around");
    }
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}
