#include "ui/values/nodefindbar.h"

#include "ui/values/xmllines.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

NodeFindBar::NodeFindBar(const QString &name, const std::function<qint32()> &current, QWidget *parent)
    : MatchBar(name, tr("Find in names and values"), parent)
    , m_current(current)
{
    connect(&m_search, &NodeSearch::found, this, &NodeFindBar::takeMatches);
}

void NodeFindBar::setReading(const SharedReading &reading)
{
    m_reading = reading;
    m_xml.reset();
    m_from = ValueTree::none;
    begin();
}

void NodeFindBar::setXml(const std::shared_ptr<const XmlLines> &lines)
{
    m_reading.reset();
    m_xml = lines;
    m_from = ValueTree::none;
    begin();
}

void NodeFindBar::search()
{
    m_search.cancel();
    m_matches.reset();
    const QByteArray text = field()->text().toUtf8();
    if (text.isEmpty() || (!m_reading && !m_xml))
        emit matchesChanged({});
    else if (m_xml)
        m_search.find([lines = m_xml, text](const std::atomic_bool *cancelled) { return lines->linesWith(text, cancelled); });
    else
        m_search.find(m_reading, text);
    showState();
}

void NodeFindBar::drop()
{
    m_search.cancel();
    m_matches.reset();
    emit matchesChanged({});
}

/// Lines are in the order of their numbers, parts in that of the tree.
size_t NodeFindBar::firstFrom(qint32 node) const
{
    if (node == ValueTree::none)
        return 0;
    if (!m_xml)
        return m_matches->firstFrom(m_reading->value.tree, node);
    return size_t(std::lower_bound(m_matches->nodes.begin(), m_matches->nodes.end(), node) - m_matches->nodes.begin());
}

void NodeFindBar::takeMatches(const NodeSearch::Matches &matches)
{
    m_matches = matches;
    emit matchesChanged(matches);
    takeFound();
}

std::optional<MatchBar::Count> NodeFindBar::count() const
{
    return m_matches ? std::optional(Count{m_matches->nodes.size(), m_matches->isCut}) : std::nullopt;
}

MatchBar::Standing NodeFindBar::standing() const
{
    const qint32 at = m_current();
    const size_t here = firstFrom(at);
    const bool isOn = at != ValueTree::none && here < m_matches->nodes.size() && m_matches->nodes[here] == at;
    return {here, isOn ? here + 1 : here, isOn};
}

void NodeFindBar::keepPlace(Direction)
{
    m_from = m_current();
}

void NodeFindBar::choose(size_t number)
{
    emit chosen(m_matches->nodes[number]);
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
