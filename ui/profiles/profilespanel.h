#pragma once

#include "ui/profiles/profilemodel.h"

#include <QSet>
#include <QWidget>

class HintPage;
class NoticeStrip;
class ProfileActions;
class ProfileHistory;
class ProfileTree;
class QLineEdit;
class QStackedWidget;

/// The list of profiles at the side of a window: to search, open, edit, sort and delete them.
class ProfilesPanel : public QWidget
{
    Q_OBJECT

public:
    /// `history` and its store must outlive it. Several panels may show the same.
    explicit ProfilesPanel(ProfileHistory *history, QWidget *parent = nullptr);

    /// Those that get a dot.
    void setOpenProfiles(const QSet<QString> &ids);
    /// "Find profile", which takes the keyboard to the search field; for a menu.
    [[nodiscard]] QAction *searchAction() { return m_searchAction; }
    [[nodiscard]] ProfileTree *tree() const { return m_tree; }

signals:
    void openRequested(const QString &profileId);
    /// Even if it is open already.
    void newTabRequested(const QString &profileId);
    void editRequested(const QString &profileId);
    /// `folder`: where it should lie; empty: in none.
    void newRequested(const QString &folder);
    void importRequested();
    void exportRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void showMenu(const QPoint &place);
    void showPage();
    [[nodiscard]] bool takeSearchKey(int key);

    ProfileHistory *m_history;
    ProfileModel m_model;
    QAction *m_searchAction;
    QLineEdit *m_search;
    ProfileTree *m_tree;
    ProfileActions *m_actions;
    QStackedWidget *m_pages;
    HintPage *m_empty;
    HintPage *m_noMatch;
    NoticeStrip *m_undoStrip;
    NoticeStrip *m_refusal;
};
