#pragma once

#include "app/profiles/exchange/importplan.h"
#include "app/profiles/exchange/importreader.h"

#include <QAbstractTableModel>
#include <QSet>

/// The profiles of an import, and what will become of each: a choice for the person, as long as nothing is done yet.
class ImportModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Address, Action, Remark, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Makes the plan anew; the suggestions take the place of every choice.
    void setEntries(const ProfileList &list, const QList<ImportEntry> &entries);
    /// The list is another one: choices stay where they still can be.
    void setList(const ProfileList &list);
    /// The profiles, by their ids, that the import brings secrets for.
    void setUnlocked(const QSet<QString> &ids);
    /// Sets the action of all, where it is possible: of several that are like the same profile only the first can replace it.
    void setAll(PlannedImport::Action action);
    void suggestAll();

    [[nodiscard]] const QList<PlannedImport> &planned() const { return m_planned; }
    [[nodiscard]] int count(PlannedImport::Action action) const;
    /// What care is lost with the choices that are made: translated sentences.
    [[nodiscard]] QStringList lostCare() const;
    /// What can be done with a row, in the order to be offered.
    [[nodiscard]] QList<PlannedImport::Action> offered(int row) const;
    [[nodiscard]] QString actionText(int row, PlannedImport::Action action) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Takes an action, as an int.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

signals:
    void choiceChanged();

private:
    [[nodiscard]] QString remark(int row) const;
    [[nodiscard]] QString carelessness(int row) const;
    [[nodiscard]] QList<PlannedImport> suggested() const;
    void choose(int row, PlannedImport::Action action);

    ProfileList m_list;
    QList<ImportEntry> m_entries;
    QList<PlannedImport> m_planned;
    QSet<QString> m_unlocked;
};
