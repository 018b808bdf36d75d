#include "ui/preferences/listpage.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

ListPage::ListPage(const QString &about, const QStringList &columns, QWidget *parent)
    : QWidget(parent)
    , m_list(new QTreeWidget(this))
    , m_buttons(new QVBoxLayout)
{
    auto *label = new QLabel(about);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_list->setHeaderLabels(columns);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    for (int column = 0; column + 1 < columns.size(); ++column)
        m_list->header()->resizeSection(column, fontMetrics().averageCharWidth() * 20);
    m_buttons->addStretch();
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(m_buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(label);
    layout->addLayout(middle, 1);

    auto *removal = new QAction(this);
    removal->setShortcut(QKeySequence::Delete);
    removal->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(removal);
    connect(removal, &QAction::triggered, this, &ListPage::removalRequested);
}

QPushButton *ListPage::addButton(const QString &name, const QString &icon, const QString &text, const QString &accessibleName)
{
    auto *button = new QPushButton(themedIcon(icon), text, this);
    button->setObjectName(name);
    button->setAccessibleName(accessibleName);
    button->setAutoDefault(false);
    m_buttons->insertWidget(m_buttonCount++, button);
    return button;
}

void ListPage::addRow(const QStringList &texts)
{
    auto *item = new QTreeWidgetItem(m_list, texts);
    item->setFont(1, fixedFont()); // a command, or what keys are like
    constexpr int longest = 40;    // characters
    const int most = fontMetrics().averageCharWidth() * longest;
    for (int column = 0; column < item->columnCount(); ++column) {
        item->setToolTip(column, item->text(column));
        const int width = std::min(fontMetrics().horizontalAdvance(item->text(column)) + fontMetrics().height(), most);
        if (column + 1 < item->columnCount() && width > m_list->header()->sectionSize(column))
            m_list->header()->resizeSection(column, width);
    }
}

void ListPage::setCurrentPlace(qsizetype place)
{
    const int count = m_list->topLevelItemCount();
    if (count > 0)
        m_list->setCurrentItem(m_list->topLevelItem(int(std::clamp<qsizetype>(place, 0, count - 1))));
}
