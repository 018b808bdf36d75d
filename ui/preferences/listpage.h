#pragma once

#include <QWidget>

class QPushButton;
class QTreeWidget;
class QVBoxLayout;

/// The frame of a page of the settings with a list: a sentence about it above, and buttons beside it.
class ListPage : public QWidget
{
    Q_OBJECT

public:
    ListPage(const QString &about, const QStringList &columns, QWidget *parent = nullptr);

signals:
    /// By the key that deletes.
    void removalRequested();

protected:
    [[nodiscard]] QTreeWidget *list() const { return m_list; }
    /// Beneath those that are there.
    QPushButton *addButton(const QString &name, const QString &icon, const QString &text, const QString &accessibleName);
    /// A row with these texts, which are its tool tips too.
    void addRow(const QStringList &texts);
    /// The row at this place, or the last one.
    void setCurrentPlace(qsizetype place);

private:
    QTreeWidget *m_list;
    QVBoxLayout *m_buttons;
    int m_buttonCount = 0;
};
