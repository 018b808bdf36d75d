#pragma once

#include "ui/settings.h"

#include <QAction>
#include <QDialog>
#include <QList>

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class ToneLabel;

/// The saved filters as a list, in which they are used, renamed and deleted. Every change is kept at once, and can be taken back.
class SavedFiltersDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SavedFiltersDialog(Settings *settings, QWidget *parent = nullptr);

    /// Shows what is kept.
    void load();
    /// Saves a filter and has its name written.
    void add(const QString &text);

    static constexpr qsizetype longestName = 100;

signals:
    void chosen(const QString &text);

private:
    void setUpActions();
    void layOut();
    void fill(qsizetype current);
    void change(const QList<SavedFilter> &filters, qsizetype current);
    void takeName(QTreeWidgetItem *item);
    void use();
    void removeCurrent();
    void undo();
    void updateActions();
    [[nodiscard]] qsizetype currentRow() const;
    [[nodiscard]] QPushButton *button(QAction *action);

    Settings *m_settings;
    QTreeWidget *m_list;
    ToneLabel *m_notice;
    QAction m_use{this};
    QAction m_rename{this};
    QAction m_remove{this};
    QAction m_undo{this};
    QList<SavedFilter> m_filters;
    QList<QList<SavedFilter>> m_before; ///< what undo brings back, the latest last
    bool m_isFilling = false;
};
