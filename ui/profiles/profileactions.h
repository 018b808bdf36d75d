#pragma once

#include <QKeySequence>
#include <QObject>

class ProfileHistory;
class ProfileModel;
class ProfileTree;
class QAction;
class QMenu;
struct ProfileList;

/// What can be done to the profiles and folders that are selected in a tree.
class ProfileActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    ProfileActions(ProfileHistory *history, ProfileModel *model, ProfileTree *tree, QObject *parent = nullptr);

    [[nodiscard]] QAction *newProfileAction() const { return m_newProfile; }
    [[nodiscard]] QAction *newFolderAction() const { return m_newFolder; }
    [[nodiscard]] QAction *importAction() const { return m_import; }
    [[nodiscard]] QAction *exportAction() const { return m_export; }
    /// All, as the menu has them.
    void addTo(QMenu *menu);
    void undo();
    void redo();
    void copyAddresses();
    void updateActions();

signals:
    void openRequested(const QString &id);
    void newTabRequested(const QString &id);
    void editRequested(const QString &id);
    void newRequested(const QString &folder);
    void importRequested();
    void exportRequested();
    /// Something was deleted, and can come back.
    void deleted(const QString &sentence);
    /// What was told last does not hold any more.
    void moved();

private:
    QAction *add(const char *name, const QString &text, const QString &tip, const char *icon, const QKeySequence &key = {});
    void fillMoveMenu();
    [[nodiscard]] QString folderHere() const;
    void edit(const ProfileList &list, const QString &what);
    void deleteChosen();
    void duplicateChosen();
    void setFavourites(bool favourite);
    void moveChosen(const QString &folder);
    void moveToNewFolder();
    void shift(int by);
    void createFolder();
    void rename();

    ProfileHistory *m_history;
    ProfileModel *m_model;
    ProfileTree *m_tree;
    QAction *m_open;
    QAction *m_newTab;
    QAction *m_edit;
    QAction *m_rename;
    QAction *m_duplicate;
    QAction *m_favourite;
    QMenu *m_moveMenu;
    QAction *m_up;
    QAction *m_down;
    QAction *m_copy;
    QAction *m_newProfile;
    QAction *m_newFolder;
    QAction *m_delete;
    QAction *m_undo;
    QAction *m_redo;
    QAction *m_import;
    QAction *m_export;
};
