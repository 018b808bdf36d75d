#pragma once

#include <QAction>
#include <QMenu>

class SavedFiltersDialog;
class Settings;

/// The menu of filters that were given a name, and of those that were used lately.
class SavedFilters : public QMenu
{
    Q_OBJECT

public:
    /// `parent` is in the window that a dialog stands over.
    SavedFilters(Settings *settings, QWidget *parent);

    /// What would be saved; empty: there is nothing to save.
    void setCurrent(const QString &text);

signals:
    void chosen(const QString &text);

private:
    void fill();
    void addFilter(QMenu *menu, const QString &name, const QString &text);
    void addRecent();
    void save();
    void openDialog();

    Settings *m_settings;
    // Not the menu's own: it would delete them as it is filled anew.
    QAction m_save;
    QAction m_change;
    QMenu *m_recent;
    QString m_current;
    SavedFiltersDialog *m_dialog = nullptr;
};
