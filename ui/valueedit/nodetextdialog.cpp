#include "ui/valueedit/nodetextdialog.h"

#include "ui/cancelbutton.h"
#include "ui/elidedlabel.h"
#include "ui/itemedit/discardquestion.h"
#include "ui/noticerow.h"
#include "ui/valueedit/valuetextedit.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

NodeTextDialog::NodeTextDialog(const QString &path, const QByteArray &text, const std::function<QString(const QByteArray &)> &whyNot,
                               QWidget *parent)
    : QDialog(parent)
    , m_whyNot(whyNot)
    , m_edit(new ValueTextEdit(ValueTextEdit::Language::Plain, this))
    , m_fault(new NoticeRow(QStringLiteral("nodeTextFault"), this))
{
    setObjectName(QStringLiteral("nodeTextDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Change a text"));
    auto *place = new ElidedLabel(this);
    place->setObjectName(QStringLiteral("nodeTextPath"));
    place->setAccessibleName(tr("Path of the part"));
    place->setTone(Tone::Muted);
    place->setText(path);
    m_edit->setObjectName(QStringLiteral("nodeText"));
    m_edit->setAccessibleName(tr("New text"));
    m_edit->setFrameShape(QFrame::StyledPanel);
    m_edit->load(text, ValueTextEdit::Loading::Anew);
    m_edit->setWrap(ValueTextEdit::Wrap::AtWindow);
    auto *buttons = new QDialogButtonBox(this);
    buttons->setObjectName(QStringLiteral("nodeTextButtons"));
    buttons->addButton(tr("C&hange"), QDialogButtonBox::AcceptRole)->setObjectName(QStringLiteral("nodeTextChange"));
    addCancelButton(buttons, QStringLiteral("nodeTextCancel"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(place);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_fault);
    layout->addWidget(buttons);
    m_edit->setFocus();
    resize(fontMetrics().averageCharWidth() * 70, fontMetrics().lineSpacing() * 18);

    connect(buttons, &QDialogButtonBox::accepted, this, &NodeTextDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &NodeTextDialog::reject);
}

void NodeTextDialog::reject()
{
    if (m_edit->isModified())
        askToDiscard(this, tr("The text has been changed, and the value has not taken that yet."), [this] { QDialog::reject(); });
    else
        QDialog::reject();
}

void NodeTextDialog::choose()
{
    const QByteArray text = m_edit->text();
    const QString why = m_whyNot(text);
    m_fault->tell(why, Tone::Bad);
    if (!why.isEmpty())
        return;
    emit textChosen(text);
    accept();
}
