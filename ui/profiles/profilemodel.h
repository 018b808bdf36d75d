#pragma once

#include "app/profiles/profilelist.h"
#include "ui/profiles/liststeps.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

class ProfileHistory;
struct ProfileShape;

/// The profiles of a store as a tree: the favourites (which are also where they lie), the folders, and the profiles without a folder. What
/// changes in the store comes in row by row, so that selection, open editors and drags go on; where very much changes at once, or another
/// filter is set, everything is new: see modelReset().
class ProfileModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind { Favourites, Folder, Profile };
    Q_ENUM(Kind)

    /// `history`, through which everything is changed, must outlive it.
    explicit ProfileModel(ProfileHistory *history, QObject *parent = nullptr);
    ~ProfileModel() override;

    /// Shows only profiles that have all words of `text` in their name, address, user, folder, note or environment, whatever the case.
    void setFilter(const QString &text);
    [[nodiscard]] const QString &filter() const { return m_filter; }
    void setOpenProfiles(const QSet<QString> &ids);
    [[nodiscard]] bool isOpen(const QString &id) const { return m_open.contains(id); }

    /// Of a valid index.
    [[nodiscard]] Kind kind(const QModelIndex &index) const;
    /// Null: the index is none of a profile.
    [[nodiscard]] const Profile *profile(const QModelIndex &index) const;
    /// The name of the folder that `index` is; empty: it is none.
    [[nodiscard]] QString folder(const QModelIndex &index) const;
    /// Invalid: it is not shown. A favourite is found where it lies.
    [[nodiscard]] QModelIndex profileIndex(const QString &id) const;
    [[nodiscard]] QModelIndex folderIndex(const QString &folder) const;
    /// Profiles that are shown.
    [[nodiscard]] int count() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// The name, of a profile or a folder.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                       const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

signals:
    /// Why something that was tried was not done: a translated sentence.
    void refused(const QString &reason);
    /// These profiles were dropped somewhere; they are there when it is told.
    void dropped(const QStringList &ids);

private:
    struct Group;

    void follow();
    void rebuild(const ProfileShape &shape);
    [[nodiscard]] bool change(const ProfileShape &shape, const QSet<QString> &changed);
    void takeGroupSteps(const QList<ListStep> &steps, const ProfileShape &shape);
    void takeSteps(const QList<ListStep> &steps, QStringList &rows, const QModelIndex &parent, int offset);
    void renameGroup(const ProfileShape &shape);
    void renumber();
    void tellChanged(const QSet<QString> &ids);
    [[nodiscard]] QStringList groupKeys() const;
    [[nodiscard]] Group *group(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex groupIndex(const Group &group) const;
    [[nodiscard]] QString idAt(const QModelIndex &index) const;
    [[nodiscard]] QVariant groupData(const Group &group, int role) const;
    [[nodiscard]] bool renameFolder(const QString &folder, const QString &name);
    void dropProfiles(const QStringList &ids, int row, const QModelIndex &parent);

    ProfileHistory *m_history;
    ProfileList m_list;
    QHash<QString, qsizetype> m_places; ///< by id, in the list
    std::vector<std::unique_ptr<Group>> m_groups;
    QStringList m_loose; ///< ids, in the rows behind the groups
    QString m_filter;
    QSet<QString> m_open;
};
