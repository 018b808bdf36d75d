#include "ui/preferences/decoderspage.h"

#include "app/values/owndecoderlist.h"
#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/preferences/decoderdialog.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

DecodersPage::DecodersPage(QWidget *parent)
    : QWidget(parent)
    , m_list(new QTreeWidget(this))
    , m_add(new QPushButton(themedIcon(QStringLiteral("plus")), tr("Set &up…"), this))
    , m_edit(new QPushButton(themedIcon(QStringLiteral("pencil")), tr("&Edit…"), this))
    , m_remove(new QPushButton(themedIcon(QStringLiteral("trash-2")), tr("Remo&ve"), this))
{
    setObjectName(QStringLiteral("decodersPage"));
    auto *about =
        new QLabel(tr("A decoder of your own is a program that gets a value at its standard input and writes what it means, as text "
                      "or JSON, to its standard output. It is run only for values that you choose it for."));
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    m_list->setObjectName(QStringLiteral("decoderList"));
    m_list->setAccessibleName(tr("Decoders of your own"));
    m_list->setHeaderLabels({tr("Name"), tr("Command")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->resizeSection(0, fontMetrics().averageCharWidth() * 22);
    m_add->setObjectName(QStringLiteral("addDecoder"));
    m_add->setAccessibleName(tr("Set up a decoder"));
    m_edit->setObjectName(QStringLiteral("editDecoder"));
    m_edit->setAccessibleName(tr("Edit the decoder"));
    m_remove->setObjectName(QStringLiteral("removeDecoder"));
    m_remove->setAccessibleName(tr("Remove the decoder"));
    auto *buttons = new QVBoxLayout;
    for (QPushButton *button : {m_add, m_edit, m_remove}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list, 1);
    middle->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(about);
    layout->addLayout(middle, 1);

    auto *removal = new QAction(this);
    removal->setShortcut(QKeySequence::Delete);
    removal->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(removal);
    connect(removal, &QAction::triggered, this, &DecodersPage::remove);
    connect(m_add, &QPushButton::clicked, this, &DecodersPage::add);
    connect(m_edit, &QPushButton::clicked, this, &DecodersPage::edit);
    connect(m_remove, &QPushButton::clicked, this, &DecodersPage::remove);
    connect(m_list, &QTreeWidget::itemActivated, this, &DecodersPage::edit);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &DecodersPage::updateButtons);
    updateButtons();
}

void DecodersPage::setDecoders(const QList<OwnDecoder> &decoders)
{
    m_decoders = decoders;
    fill(0);
}

void DecodersPage::fill(qsizetype current)
{
    m_list->clear();
    for (const OwnDecoder &decoder : std::as_const(m_decoders)) {
        auto *item = new QTreeWidgetItem(m_list, {decoder.name, commandLine(decoder)});
        item->setFont(1, fixedFont());
        item->setToolTip(1, commandLine(decoder));
    }
    if (!m_decoders.isEmpty())
        m_list->setCurrentItem(m_list->topLevelItem(int(std::clamp<qsizetype>(current, 0, m_decoders.size() - 1))));
    updateButtons();
}

void DecodersPage::add()
{
    open({}, m_decoders.size());
}

void DecodersPage::edit()
{
    const int place = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (place >= 0)
        open(m_decoders.value(place), place);
}

void DecodersPage::open(const OwnDecoder &decoder, qsizetype place)
{
    QStringList taken;
    for (qsizetype i = 0; i < m_decoders.size(); ++i) {
        if (i != place)
            taken.append(m_decoders[i].name);
    }
    auto *dialog = new DecoderDialog(decoder, taken, this);
    connect(dialog, &DecoderDialog::setUp, this, [this, place](const OwnDecoder &made) { put(made, place); });
    dialog->open();
}

void DecodersPage::put(const OwnDecoder &decoder, qsizetype place)
{
    if (place < m_decoders.size())
        m_decoders[place] = decoder;
    else
        m_decoders.append(decoder);
    fill(place);
    emit changed();
}

void DecodersPage::remove()
{
    const int place = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (place < 0)
        return;
    m_decoders.removeAt(place);
    fill(place);
    emit changed();
}

void DecodersPage::updateButtons()
{
    m_add->setEnabled(m_decoders.size() < mostOwnDecoders);
    m_edit->setEnabled(m_list->currentItem());
    m_remove->setEnabled(m_list->currentItem());
}
