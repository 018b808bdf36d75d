#include "ui/values/rememberdialog.h"

#include "app/keyspace/keypattern.h"
#include "ui/cancelbutton.h"
#include "ui/escapedtext.h"
#include "ui/fixedfont.h"
#include "ui/noticerow.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr qsizetype shownOfKey = 60; // bytes

} // namespace

RememberDialog::RememberDialog(const Question &question, QWidget *parent)
    : QDialog(parent)
    , m_key(question.key)
    , m_pattern(new QLineEdit(question.pattern, this))
    , m_fault(new NoticeRow(QStringLiteral("rememberFault"), this))
{
    setObjectName(QStringLiteral("rememberDialog"));
    setWindowTitle(tr("Remember how to read values"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *text = new QLabel(tr("From now on the values of these keys are read as: %1.").arg(question.steps), this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto *label = new QLabel(tr("&Keys like"), this);
    label->setBuddy(m_pattern);
    m_pattern->setObjectName(QStringLiteral("rememberPattern"));
    m_pattern->setAccessibleName(tr("Keys like"));
    m_pattern->setFont(fixedFont());
    auto *note = new QLabel(tr("* stands for any characters, ? for one. It holds for this server only."), this);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setWordWrap(true);
    auto *box = new QDialogButtonBox(this);
    m_remember = box->addButton(tr("&Remember"), QDialogButtonBox::AcceptRole);
    m_remember->setObjectName(QStringLiteral("rememberConsent"));
    m_remember->setDefault(true);
    addCancelButton(box, QStringLiteral("rememberCancel"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(label);
    layout->addWidget(m_pattern);
    layout->addWidget(note);
    layout->addWidget(m_fault);
    layout->addStretch();
    layout->addWidget(box);
    resize(fontMetrics().averageCharWidth() * 64, sizeHint().height());

    connect(m_pattern, &QLineEdit::textChanged, this, &RememberDialog::check);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_remember, &QPushButton::clicked, this, &RememberDialog::take);
    m_pattern->setFocus();
    check();
}

void RememberDialog::check()
{
    const std::optional<KeyGlob> glob = keyPattern(m_pattern->text());
    QString fault;
    if (!glob)
        fault = tr("This is not a pattern for keys. A blank or a backslash in a key is written with a backslash before it.");
    else if (!glob->matches(m_key))
        fault = tr("The key %1 does not fit this.").arg(escapedPreview(m_key, shownOfKey));
    m_fault->tell(fault, Tone::Bad);
    m_remember->setEnabled(fault.isEmpty());
}

void RememberDialog::take()
{
    emit patternChosen(m_pattern->text());
    accept();
}
