#pragma once

#include "app/values/nodesearch.h"
#include "ui/results/matchbar.h"

#include <functional>

class XmlLines;

/// Searches the names and texts of a value's parts.
class NodeFindBar : public MatchBar
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`. `current`: the part that the person is at, or none.
    NodeFindBar(const QString &name, const std::function<qint32()> &current, QWidget *parent = nullptr);

    /// Another value, which is searched for the same if the bar is open.
    void setReading(const SharedReading &reading);
    /// The same of XML, whose lines take the place of parts.
    void setXml(const std::shared_ptr<const XmlLines> &lines);
    /// Of a view that it belongs to: whether the key is for the search, and what it is for.
    [[nodiscard]] static bool isFor(const QKeyEvent &event);
    void take(const QKeyEvent &event);

signals:
    void chosen(qint32 node);
    /// Null: nothing is sought.
    void matchesChanged(const NodeSearch::Matches &matches);

protected:
    [[nodiscard]] std::optional<Count> count() const override;
    [[nodiscard]] Standing standing() const override;
    [[nodiscard]] bool isBusy() const override { return m_search.isBusy(); }
    void keepPlace(Direction direction) override;
    [[nodiscard]] size_t firstFromPlace() const override { return firstFrom(m_from); }
    void search() override;
    void drop() override;
    void choose(size_t number) override;

private:
    [[nodiscard]] size_t firstFrom(qint32 node) const;
    void takeMatches(const NodeSearch::Matches &matches);

    std::function<qint32()> m_current;
    SharedReading m_reading;
    std::shared_ptr<const XmlLines> m_xml;
    NodeSearch m_search;
    NodeSearch::Matches m_matches;
    qint32 m_from = ValueTree::none; ///< where what is written is sought first
};
