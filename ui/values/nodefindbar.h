#pragma once

#include "app/values/nodesearch.h"

#include <QAction>
#include <QWidget>

#include <functional>

class ElidedLabel;
class XmlLines;
class QLineEdit;
class QToolButton;

/// Searches the names and texts of a value's parts, and goes from one that has what is sought to the next, around the end too.
class NodeFindBar : public QWidget
{
    Q_OBJECT

public:
    enum class Direction { Forward, Backward };

    /// The names of what is in it begin with `name`. `current`: the part that the person is at, or none.
    NodeFindBar(const QString &name, const std::function<qint32()> &current, QWidget *parent = nullptr);

    /// Another value, which is searched for the same if the bar is open.
    void setReading(const SharedReading &reading);
    /// The same of XML, whose lines take the place of parts.
    void setXml(const std::shared_ptr<const XmlLines> &lines);
    void open();
    /// To the next part, or the one before; opens the bar if nothing is sought yet.
    void goOn(Direction direction);
    /// Of a view that it belongs to: whether the key is for the search, and what it is for.
    [[nodiscard]] static bool isFor(const QKeyEvent &event);
    void take(const QKeyEvent &event);

public slots:
    void close();

signals:
    void chosen(qint32 node);
    /// Null: nothing is sought.
    void matchesChanged(const NodeSearch::Matches &matches);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QToolButton *addButton(QAction &action, const QString &name, const QString &text, const char *icon, const QString &tip);
    void begin();
    void search();
    [[nodiscard]] size_t firstFrom(const NodeMatches &matches, qint32 node) const;
    void takeMatches(const NodeSearch::Matches &matches);
    void choose(size_t number);
    void showState();

    std::function<qint32()> m_current;
    SharedReading m_reading;
    std::shared_ptr<const XmlLines> m_xml;
    NodeSearch m_search;
    NodeSearch::Matches m_matches;
    QLineEdit *m_field;
    ElidedLabel *m_state;
    QAction m_previousAction{this};
    QAction m_nextAction{this};
    QAction m_closeAction{this};
    qint32 m_from = ValueTree::none; ///< where what is written is sought first
    bool m_goes = false;             ///< to the first part, once it is found
    bool m_around = false;           ///< the last step went over an end
};
