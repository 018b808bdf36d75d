#pragma once

#include "ui/workbench/scriptsearch.h"

#include <QAction>
#include <QWidget>

class ByteEditor;
class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

/// Finding and replacing in an editor: a strip beneath it. Enter and Shift+Enter go on, Escape closes.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(ByteEditor *editor, QWidget *parent = nullptr);

    enum class Mode { Find, Replace };
    /// Shows it with what is selected, and puts the cursor there.
    void open(Mode mode);
    void close();
    /// Goes to another match; opens it first where nothing is searched for yet.
    void goOn(ScriptSearch::Direction direction);
    [[nodiscard]] const ScriptSearch *scriptSearch() const { return &m_search; }

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(QAction &action, const char *name, const QString &text, const char *icon, const QString &tip);
    void layOut();
    [[nodiscard]] SearchPattern pattern() const;
    void search();
    void showCount();
    void say(const QString &text, bool bad);

    ByteEditor *m_editor;
    ScriptSearch m_search;
    QLineEdit *m_pattern;
    QLineEdit *m_replacement;
    QLabel *m_count;
    QAction m_caseAction;
    QAction m_expressionAction;
    QAction m_previousAction;
    QAction m_nextAction;
    QAction m_replaceAction;
    QAction m_replaceAllAction;
    QAction m_closeAction;
    QList<QWidget *> m_replaceRow;
    qint64 m_anchor = 0; ///< where the search began
    QString m_news;      ///< said until the next search: "went around"
};
