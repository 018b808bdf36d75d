#include "ui/profiles/importmodel.h"

#include "ui/iconengine.h"

#include <algorithm>

using Choice = PlannedImport::Action;
using Likeness = PlannedImport::Likeness;

namespace {

QList<Profile> profilesOf(const QList<ImportEntry> &entries)
{
    QList<Profile> profiles;
    for (const ImportEntry &entry : entries)
        profiles.append(entry.profile);
    return profiles;
}

/// In one line, however it was written.
QString inOneLine(const QString &text)
{
    return text.left(200).simplified();
}

} // namespace

void ImportModel::setEntries(const ProfileList &list, const QList<ImportEntry> &entries)
{
    beginResetModel();
    m_list = list;
    m_entries = entries;
    m_planned = suggested();
    m_unlocked.clear();
    endResetModel();
    emit choiceChanged();
}

void ImportModel::setList(const ProfileList &list)
{
    const QList<PlannedImport> before = m_planned;
    m_list = list;
    m_planned = suggested();
    for (qsizetype i = 0; i < m_planned.size(); ++i) {
        if (m_planned[i].likeId == before[i].likeId && m_planned[i].likeness == before[i].likeness)
            m_planned[i].action = before[i].action;
    }
    if (!m_planned.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit choiceChanged();
}

void ImportModel::setUnlocked(const QSet<QString> &ids)
{
    m_unlocked = ids;
    if (!m_planned.isEmpty())
        emit dataChanged(index(0, Remark), index(rowCount() - 1, Remark));
}

void ImportModel::setAll(Choice action)
{
    QSet<QString> replaced;
    for (int row = 0; row < rowCount(); ++row) {
        if (!offered(row).contains(action))
            continue;
        const bool isTaken = action == Choice::Replace && replaced.contains(m_planned[row].likeId);
        choose(row, isTaken ? Choice::Add : action);
        replaced.insert(m_planned[row].likeId);
    }
    emit choiceChanged();
}

void ImportModel::suggestAll()
{
    const QList<PlannedImport> plan = suggested();
    for (int row = 0; row < rowCount(); ++row)
        choose(row, plan[row].action);
    emit choiceChanged();
}

int ImportModel::count(Choice action) const
{
    return int(std::ranges::count(m_planned, action, &PlannedImport::action));
}

QStringList ImportModel::lostCare() const
{
    QStringList lost;
    for (int row = 0; row < rowCount(); ++row) {
        if (const QString care = carelessness(row); !care.isEmpty())
            lost.append(care);
    }
    return lost;
}

QList<Choice> ImportModel::offered(int row) const
{
    if (m_planned[row].likeId.isEmpty())
        return {Choice::Add, Choice::Skip};
    return {Choice::Add, Choice::Replace, Choice::Skip};
}

QString ImportModel::actionText(int row, Choice action) const
{
    switch (action) {
    case Choice::Add:
        return tr("Add");
    case Choice::Replace:
        return tr("Replace “%1”").arg(inOneLine(m_planned[row].likeName));
    case Choice::Skip:
        break;
    }
    return tr("Skip");
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_planned.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportModel::remark(int row) const
{
    const PlannedImport &planned = m_planned[row];
    const QString like = inOneLine(planned.likeName);
    QStringList remarks;
    switch (planned.likeness) {
    case Likeness::New:
        break;
    case Likeness::Identical:
        remarks.append(tr("“%1” is the same").arg(like));
        break;
    case Likeness::OtherVersion:
        remarks.append(tr("There already: another version of “%1”").arg(like));
        break;
    case Likeness::SameId:
        remarks.append(tr("Another version of “%1”").arg(like));
        break;
    case Likeness::SameServer:
        remarks.append(planned.profile.user.isEmpty() ? tr("There already: “%1” has this address").arg(like)
                                                      : tr("There already: “%1” has this address and this user").arg(like));
        break;
    case Likeness::SameAddress:
        remarks.append(tr("“%1” has this address, with another user or tunnel").arg(like));
        break;
    case Likeness::SameName:
        remarks.append(tr("The name is taken"));
        break;
    }
    if (m_entries[row].isDoubtful)
        remarks.append(tr("Not all of it can be used; see the problems"));
    if (!m_entries[row].password.isEmpty() || (!planned.profile.id.isEmpty() && m_unlocked.contains(planned.profile.id)))
        remarks.append(tr("Brings a password"));
    if (const QString lost = carelessness(row); !lost.isEmpty())
        remarks.append(lost);
    return remarks.join(QStringLiteral(". "));
}

/// What is lost with the choice that is made.
QString ImportModel::carelessness(int row) const
{
    const PlannedImport &planned = m_planned[row];
    return planned.action == Choice::Replace ? ImportPlan::carelessness(m_list, planned) : QString();
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    const int row = index.row();
    const PlannedImport &planned = m_planned[row];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Name:
            return inOneLine(planned.profile.name);
        case Address:
            return inOneLine(planned.profile.address.text());
        case Action:
            return actionText(row, planned.action);
        default:
            return remark(row);
        }
    case Qt::EditRole:
        return int(planned.action);
    case Qt::ToolTipRole:
        return index.column() == Remark || index.column() == Address ? data(index, Qt::DisplayRole) : QVariant();
    case Qt::DecorationRole:
        if (index.column() == Remark && !carelessness(row).isEmpty())
            return themedIcon(QStringLiteral("triangle-alert"), Tone::Bad);
        break;
    default:
        break;
    }
    return {};
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Address:
        return tr("Address");
    case Action:
        return tr("What happens");
    default:
        return tr("Remark");
    }
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.column() == Action ? usual | Qt::ItemIsEditable : usual;
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const auto action = Choice(value.toInt());
    if (role != Qt::EditRole || index.column() != Action || !offered(index.row()).contains(action))
        return false;
    choose(index.row(), action);
    emit choiceChanged();
    return true;
}

/// What is best done with each: what could not be read wholly is added by nobody's oversight.
QList<PlannedImport> ImportModel::suggested() const
{
    QList<PlannedImport> plan = ImportPlan::make(m_list, profilesOf(m_entries));
    for (qsizetype i = 0; i < plan.size(); ++i) {
        if (m_entries[i].isDoubtful)
            plan[i].action = Choice::Skip;
    }
    return plan;
}

/// Only one can replace a profile: another that was to do it is added.
void ImportModel::choose(int row, Choice action)
{
    for (int other = 0; action == Choice::Replace && other < rowCount(); ++other) {
        if (other == row || m_planned[other].action != Choice::Replace || m_planned[other].likeId != m_planned[row].likeId)
            continue;
        m_planned[other].action = Choice::Add;
        emit dataChanged(index(other, Action), index(other, Remark));
    }
    m_planned[row].action = action;
    emit dataChanged(index(row, Action), index(row, Remark));
}
