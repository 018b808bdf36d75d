#include "ui/preferences/decoderspage.h"

#include "app/values/owndecoderlist.h"
#include "ui/preferences/decoderdialog.h"

#include <QPushButton>
#include <QTreeWidget>

DecodersPage::DecodersPage(QWidget *parent)
    : ListPage(tr("A decoder of your own is a program that gets a value at its standard input and writes what it means, as text "
                  "or JSON, to its standard output. It is run only for values that you choose it for."),
               {tr("Name"), tr("Command")}, parent)
    , m_add(addButton(QStringLiteral("addDecoder"), QStringLiteral("plus"), tr("Set &up…"), tr("Set up a decoder")))
    , m_edit(addButton(QStringLiteral("editDecoder"), QStringLiteral("pencil"), tr("&Edit…"), tr("Edit the decoder")))
    , m_remove(addButton(QStringLiteral("removeDecoder"), QStringLiteral("trash-2"), tr("Remo&ve"), tr("Remove the decoder")))
{
    setObjectName(QStringLiteral("decodersPage"));
    list()->setObjectName(QStringLiteral("decoderList"));
    list()->setAccessibleName(tr("Decoders of your own"));

    connect(this, &ListPage::removalRequested, this, &DecodersPage::remove);
    connect(m_add, &QPushButton::clicked, this, &DecodersPage::add);
    connect(m_edit, &QPushButton::clicked, this, &DecodersPage::edit);
    connect(m_remove, &QPushButton::clicked, this, &DecodersPage::remove);
    connect(list(), &QTreeWidget::itemActivated, this, &DecodersPage::edit);
    connect(list(), &QTreeWidget::currentItemChanged, this, &DecodersPage::updateButtons);
    updateButtons();
}

void DecodersPage::setDecoders(const QList<OwnDecoder> &decoders)
{
    m_decoders = decoders;
    fill(0);
}

void DecodersPage::fill(qsizetype current)
{
    list()->clear();
    for (const OwnDecoder &decoder : std::as_const(m_decoders))
        addRow({decoder.name, commandLine(decoder)});
    setCurrentPlace(current);
    updateButtons();
}

void DecodersPage::add()
{
    open({}, m_decoders.size());
}

void DecodersPage::edit()
{
    const int place = list()->indexOfTopLevelItem(list()->currentItem());
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
    const int place = list()->indexOfTopLevelItem(list()->currentItem());
    if (place < 0)
        return;
    m_decoders.removeAt(place);
    fill(place);
    emit changed();
}

void DecodersPage::updateButtons()
{
    m_add->setEnabled(m_decoders.size() < mostOwnDecoders);
    m_edit->setEnabled(list()->currentItem());
    m_remove->setEnabled(list()->currentItem());
}
