#pragma once

#include <QSet>
#include <QStringList>
#include <QTreeView>

class ProfileModel;

/// Profiles and folders by their names.
struct ProfileChoice
{
    QStringList ids{}; ///< each once, in the order in which they are shown
    QStringList folders{};

    [[nodiscard]] bool isEmpty() const { return ids.isEmpty() && folders.isEmpty(); }
};

/// The tree of a ProfileModel. What is selected, current, expanded and scrolled to stays when the model is made anew.
class ProfileTree : public QTreeView
{
    Q_OBJECT

public:
    explicit ProfileTree(ProfileModel *model, QWidget *parent = nullptr);

    [[nodiscard]] ProfileChoice choice() const;
    /// Selects these alone, and shows the first of them.
    void choose(const ProfileChoice &choice);
    /// Selects the first profile that is seen.
    void chooseFirst();
    /// The keys of these actions do what they say while the tree has the focus.
    void setKeyActions(const QList<QAction *> &actions) { m_keyActions = actions; }
    /// Folders that are closed, an empty name for the favourites.
    [[nodiscard]] const QSet<QString> &closedFolders() const { return m_closed; }
    void setClosedFolders(const QSet<QString> &folders);

public slots:
    // As the Edit menu calls them.
    void undo() { emit undoRequested(); }
    void redo() { emit redoRequested(); }
    void copy() { emit copyRequested(); }

signals:
    void opened(const QString &id);
    void undoRequested();
    void redoRequested();
    void copyRequested();
    void choiceChanged();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void startDrag(Qt::DropActions supported) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    [[nodiscard]] QString draggedWords() const;
    [[nodiscard]] QAction *actionFor(const QKeyEvent *event) const;
    void select(const ProfileChoice &choice);
    void remember();
    void restore();
    void expandGroups(const QModelIndex &parent, int first, int last);
    void noteClosed(const QModelIndex &index, bool closed);

    ProfileModel *m_model;
    QList<QAction *> m_keyActions;
    QSet<QString> m_closed;
    ProfileChoice m_remembered;
    QString m_rememberedProfile; ///< the current one
    QString m_rememberedFolder;
    int m_rememberedScroll = 0;
    bool m_expanding = false;
    bool m_filtered = false;
};
