#include "ui/itemedit/keyfield.h"

#include "app/commands/commandformat.h"
#include "app/commands/writtenkey.h"
#include "ui/amounttext.h"
#include "ui/clearbutton.h"
#include "ui/fixedfont.h"
#include "ui/noticerow.h"
#include "ui/tonelabel.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

KeyField::KeyField(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_size(new ToneLabel(Tone::Muted, this))
    , m_note(new NoticeRow(name + QStringLiteral("Fault"), this))
{
    m_text->setObjectName(name);
    m_text->setAccessibleName(tr("Key"));
    m_text->setToolTip(
        tr("A key as it is written in commands: one with spaces or odd bytes in quotes, as \"two words\" or \"\\x00\", or as "
           "hex:00ff."));
    m_text->setFont(fixedFont());
    m_size->setObjectName(name + QStringLiteral("Size"));
    m_size->setMinimumHeight(fontMetrics().height()); // of the icon of a note
    addClearButton(m_text);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_text);
    layout->addWidget(m_size);
    layout->addWidget(m_note);
    setObjectName(name + QStringLiteral("Field"));
    setAccessibleName(tr("Key"));
    setFocusProxy(m_text);
    setFocusPolicy(Qt::StrongFocus); // so that the mnemonic of its label leads here
    connect(m_text, &QLineEdit::textChanged, this, &KeyField::check);
    check();
}

void KeyField::setKey(const QByteArray &key)
{
    m_text->setText(QString::fromUtf8(formatWord(key)));
}

void KeyField::refuse(const QByteArray &key, const QString &reason)
{
    m_refused = key;
    m_refusal = reason;
    check();
}

void KeyField::check()
{
    const bool empty = m_text->text().trimmed().isEmpty();
    const std::variant<QByteArray, Error> written = writtenKey(m_text->text().toUtf8());
    m_key.reset();
    m_fault.clear();
    if (const auto *error = std::get_if<Error>(&written))
        m_fault = error->text;
    else if (std::get<QByteArray>(written) == m_refused)
        m_fault = m_refusal;
    else
        m_key = std::get<QByteArray>(written);
    if (m_key)
        m_note->tell(textNote(*m_key), Tone::Notice);
    else
        m_note->tell(m_fault, empty || !m_refusal.isEmpty() ? Tone::Muted : Tone::Bad);
    m_size->setText(m_key ? tr("%1 of at most 250").arg(byteText(m_key->size())) : QString());
    m_size->setVisible(m_note->text().isEmpty());
    emit changed();
}

/// The binary protocol takes any bytes (protocol.txt, "Keys").
QString KeyField::textNote(const QByteArray &key)
{
    const auto odd = std::find_if(key.begin(), key.end(), [](char c) { return uchar(c) <= 0x20 || uchar(c) == 0x7f; });
    if (odd == key.end())
        return {};
    return tr("The text protocol cannot name this key: its byte %1 is a space or a control character.").arg(odd - key.begin() + 1);
}
