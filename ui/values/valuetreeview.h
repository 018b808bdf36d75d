#pragma once

#include "ui/values/nodeactions.h"
#include "ui/values/openparts.h"
#include "ui/values/valuetreemodel.h"

#include <QWidget>

class ElidedLabel;
class HintPage;
class NodeFindBar;
class QStackedWidget;
class ValueTreeRows;

/// A decoded value as a tree of names, values and types, with a search in it and the path of where the person is.
class ValueTreeView : public QWidget
{
    Q_OBJECT

public:
    explicit ValueTreeView(QWidget *parent = nullptr);
    ~ValueTreeView() override;

    /// Whether there is something to open: a value of one part says all in one line.
    [[nodiscard]] static bool suits(const ValueReading &reading);
    /// Null: nothing, until the value is read again, or another one. What is open in it stays so, and what is current.
    void showReading(const SharedReading &reading);
    /// Shows nothing: another value comes.
    void forget();
    /// Where it is a tree of the same shape, nothing changes of how it is looked at.
    void exchangeReading(const SharedReading &reading);
    [[nodiscard]] ValueTreeModel *model() { return &m_model; }
    [[nodiscard]] ValueTreeRows *rows() const { return m_rows; }
    /// Goes to a part of the value; false: it is not among the members of anything.
    bool goTo(qint32 node);
    /// After a change of the font of keys and values.
    void adoptFixedFont();

public slots:
    /// Opens the search.
    void find();

signals:
    /// Bytes of the reading that are to be shown.
    void placeChosen(qsizetype begin, qsizetype end);
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void showPath();

    ValueTreeModel m_model;
    NodeActions m_actions;
    QStackedWidget *m_pages;
    HintPage *m_nothing;
    QWidget *m_content;
    ValueTreeRows *m_rows;
    QWidget *m_foot;
    ElidedLabel *m_path;
    NodeFindBar *m_find;
    OpenParts m_open; ///< in what was shown last
};
