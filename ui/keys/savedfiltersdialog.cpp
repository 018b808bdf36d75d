#include "ui/keys/savedfiltersdialog.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/tonelabel.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr qsizetype mostUndone = 20;

} // namespace

SavedFiltersDialog::SavedFiltersDialog(Settings *settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_list(new QTreeWidget(this))
    , m_notice(new ToneLabel(Tone::Muted, this))
{
    setObjectName(QStringLiteral("savedFiltersDialog"));
    setWindowTitle(tr("Saved filters"));
    m_list->setObjectName(QStringLiteral("savedFilterList"));
    m_list->setAccessibleName(tr("Saved filters"));
    m_list->setHeaderLabels({tr("Name"), tr("Filter")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->header()->resizeSection(0, fontMetrics().averageCharWidth() * 28);
    m_notice->setObjectName(QStringLiteral("savedFilterNotice"));
    setUpActions();
    layOut();
    resize(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 20);

    connect(m_list, &QTreeWidget::itemChanged, this, &SavedFiltersDialog::takeName);
    connect(m_list, &QTreeWidget::itemActivated, this, &SavedFiltersDialog::use);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &SavedFiltersDialog::updateActions);
}

void SavedFiltersDialog::setUpActions()
{
    m_use.setObjectName(QStringLiteral("useFilter"));
    m_use.setText(tr("&Use"));
    m_use.setIcon(themedIcon(QStringLiteral("funnel")));
    m_rename.setObjectName(QStringLiteral("renameFilter"));
    m_rename.setText(tr("&Rename"));
    m_rename.setIcon(themedIcon(QStringLiteral("pencil")));
    m_remove.setObjectName(QStringLiteral("deleteFilter"));
    m_remove.setText(tr("&Delete"));
    m_remove.setIcon(themedIcon(QStringLiteral("trash-2")));
    m_remove.setShortcut(QKeySequence::Delete);
    m_remove.setShortcutContext(Qt::WidgetShortcut); // not while a name is written
    m_undo.setObjectName(QStringLiteral("undoFilterChange"));
    m_undo.setText(tr("U&ndo"));
    m_undo.setIcon(themedIcon(QStringLiteral("undo-2")));
    m_undo.setShortcut(QKeySequence::Undo);
    m_undo.setShortcutContext(Qt::WidgetShortcut);
    m_list->addActions({&m_remove, &m_undo});
    connect(&m_use, &QAction::triggered, this, &SavedFiltersDialog::use);
    connect(&m_rename, &QAction::triggered, this, [this] { m_list->editItem(m_list->currentItem(), 0); });
    connect(&m_remove, &QAction::triggered, this, &SavedFiltersDialog::removeCurrent);
    connect(&m_undo, &QAction::triggered, this, &SavedFiltersDialog::undo);
}

void SavedFiltersDialog::layOut()
{
    auto *buttons = new QVBoxLayout;
    for (QAction *action : {&m_use, &m_rename, &m_remove, &m_undo})
        buttons->addWidget(button(action));
    buttons->addStretch();
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(buttons);
    auto *box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    box->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeSavedFilters"));
    box->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addWidget(m_notice);
    layout->addWidget(box);
}

QPushButton *SavedFiltersDialog::button(QAction *action)
{
    auto *made = new QPushButton(action->icon(), action->text(), this);
    made->setObjectName(action->objectName() + QStringLiteral("Button"));
    made->setAccessibleName(action->text().remove(QLatin1Char('&')));
    made->setAutoDefault(false); // Enter is the list's
    connect(made, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, made, &QWidget::setEnabled);
    return made;
}

void SavedFiltersDialog::load()
{
    m_filters = m_settings->keys()->savedFilters();
    m_before.clear();
    m_notice->clear();
    fill(0);
    m_list->setFocus();
}

void SavedFiltersDialog::fill(qsizetype current)
{
    m_isFilling = true;
    m_list->clear();
    for (const SavedFilter &filter : std::as_const(m_filters)) {
        auto *item = new QTreeWidgetItem(m_list, {filter.name, filter.text});
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setFont(1, fixedFont());
        item->setToolTip(1, filter.text);
    }
    m_list->setCurrentItem(m_list->topLevelItem(int(std::clamp<qsizetype>(current, 0, std::max<qsizetype>(0, m_filters.size() - 1)))));
    m_isFilling = false;
    updateActions();
}

void SavedFiltersDialog::change(const QList<SavedFilter> &filters, qsizetype current)
{
    m_before.append(m_filters);
    m_before = m_before.mid(std::max<qsizetype>(0, m_before.size() - mostUndone));
    m_filters = filters;
    m_settings->keys()->setSavedFilters(filters);
    fill(current);
}

void SavedFiltersDialog::add(const QString &text)
{
    if (m_filters.size() >= KeySettings::mostSavedFilters) {
        m_notice->setText(
            tr("No more than %L1 filters are kept. Delete one that is not needed any more.").arg(KeySettings::mostSavedFilters));
        return;
    }
    QString name = text.left(longestName);
    for (int number = 2; std::ranges::any_of(std::as_const(m_filters), [&name](const SavedFilter &one) { return one.name == name; });
         ++number)
        name = tr("%1 (%2)").arg(text.left(longestName)).arg(number);
    change(m_filters + QList<SavedFilter>{{name, text}}, m_filters.size());
    m_notice->setText(tr("The filter is saved. Write a name for it, or leave it as it is."));
    m_list->editItem(m_list->currentItem(), 0);
}

void SavedFiltersDialog::takeName(QTreeWidgetItem *item)
{
    const qsizetype row = m_list->indexOfTopLevelItem(item);
    if (m_isFilling || row < 0)
        return;
    const QString name = item->text(0).trimmed().left(longestName);
    QList<SavedFilter> filters = m_filters;
    const bool isTaken = std::ranges::any_of(std::as_const(m_filters), [&name](const SavedFilter &one) { return one.name == name; });
    if (name.isEmpty() || (isTaken && name != filters[row].name)) {
        m_notice->setText(name.isEmpty() ? tr("A filter needs a name.") : tr("Another filter is called “%1” already.").arg(name));
    } else if (name != filters[row].name || item->text(1) != filters[row].text) {
        filters[row].name = name;
        m_notice->clear();
        m_before.append(m_filters);
        m_filters = filters;
        m_settings->keys()->setSavedFilters(filters);
    }
    m_isFilling = true; // what holds is what is kept
    item->setText(0, m_filters[row].name);
    item->setText(1, m_filters[row].text);
    m_isFilling = false;
    updateActions();
}

void SavedFiltersDialog::use()
{
    const qsizetype row = currentRow();
    if (row < 0)
        return;
    const QString text = m_filters[row].text;
    accept();
    emit chosen(text);
}

void SavedFiltersDialog::removeCurrent()
{
    const qsizetype row = currentRow();
    if (row < 0)
        return;
    QList<SavedFilter> filters = m_filters;
    const QString name = filters.takeAt(row).name;
    change(filters, row);
    m_notice->setText(tr("“%1” is deleted. Undo brings it back.").arg(name));
}

void SavedFiltersDialog::undo()
{
    if (m_before.isEmpty())
        return;
    const QList<SavedFilter> before = m_before.takeLast();
    // Where the two differ first is what came back.
    const auto difference = std::mismatch(before.cbegin(), before.cend(), m_filters.cbegin(), m_filters.cend()).first;
    m_filters = before;
    m_settings->keys()->setSavedFilters(before);
    m_notice->clear();
    fill(difference - before.cbegin());
}

qsizetype SavedFiltersDialog::currentRow() const
{
    return m_list->indexOfTopLevelItem(m_list->currentItem());
}

void SavedFiltersDialog::updateActions()
{
    const bool there = currentRow() >= 0;
    m_use.setEnabled(there);
    m_rename.setEnabled(there);
    m_remove.setEnabled(there);
    m_undo.setEnabled(!m_before.isEmpty());
}
