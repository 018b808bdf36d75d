#pragma once

#include <QFrame>

class CommandHistory;
class QLineEdit;
class QListWidget;

/// The lines of a history, filtered as words are typed; opens below a field and closes by itself. Enter or a click takes a line, Delete
/// forgets it, Escape leaves all as it is.
class HistorySearch : public QFrame
{
    Q_OBJECT

public:
    /// `history` must outlive it.
    HistorySearch(CommandHistory *history, QWidget *field);

    /// Opens below the field, with the search field empty and the latest line chosen.
    void open();

signals:
    /// A line was taken.
    void chosen(const QString &line);
    /// A line was removed from the history.
    void forgotten();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter();
    void take();
    void forget();

    CommandHistory *m_history;
    QLineEdit *m_words;
    QListWidget *m_list;
};
