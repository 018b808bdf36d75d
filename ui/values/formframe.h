#pragma once

#include <QStackedWidget>

class NoticeRow;
class QAction;
class QToolButton;

/// The pages of a form of values: what is shown where there is nothing to show, and the content itself, which is a row of its own on top,
/// what has to be said about it, and the view.
class FormFrame : public QStackedWidget
{
    Q_OBJECT

public:
    /// Fills the parent.
    explicit FormFrame(QWidget *parent);

    /// Takes all of it over, once, as the last page. `below`: shown under the view; none: nothing.
    void setContent(QLayout *top, NoticeRow *notice, QWidget *view, QWidget *below = nullptr);
    void showContent() { setCurrentWidget(m_content); }
    /// For the row on top, flat: with the action's icon, or where it has none with its text.
    [[nodiscard]] static QToolButton *button(QAction *action);

private:
    QWidget *m_content;
};
