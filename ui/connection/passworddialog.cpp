#include "ui/connection/passworddialog.h"

#include "ui/cancelbutton.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

PasswordDialog::PasswordDialog(const PasswordRequest &request, QWidget *parent)
    : QDialog(parent)
    , m_password(new QLineEdit(this))
    , m_kept(new QCheckBox(tr("&Keep it in the keyring"), this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("passwordDialog"));
    const bool isPassword = request.noun == PasswordRequest::Noun::Password;
    setWindowTitle(isPassword ? tr("Password") : tr("Passphrase"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *reason = new QLabel(request.reason, this);
    reason->setObjectName(QStringLiteral("passwordReason"));
    reason->setTextFormat(Qt::PlainText);
    reason->setWordWrap(true);
    reason->setVisible(!request.reason.isEmpty());
    auto *label = new QLabel(QLatin1Char('&') + QString(request.label).replace(QLatin1Char('&'), QLatin1String("&&")), this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setBuddy(m_password);
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setAccessibleName(windowTitle());
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
    auto *shown = new QCheckBox(isPassword ? tr("&Show the password") : tr("&Show the passphrase"), this);
    shown->setObjectName(QStringLiteral("showPassword"));
    shown->setAccessibleName(isPassword ? tr("Show the password") : tr("Show the passphrase"));
    m_kept->setObjectName(QStringLiteral("keepPassword"));
    m_kept->setAccessibleName(tr("Keep it in the keyring"));
    m_kept->setVisible(request.isKeepingOffered);
    m_note->setObjectName(QStringLiteral("passwordNote"));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *connectButton = buttons->addButton(tr("C&onnect"), QDialogButtonBox::AcceptRole);
    connectButton->setObjectName(QStringLiteral("passwordAccepted"));
    connectButton->setDefault(true);
    addCancelButton(buttons, QStringLiteral("passwordCancel"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(reason);
    layout->addWidget(label);
    layout->addWidget(m_password);
    layout->addWidget(shown);
    layout->addWidget(m_kept);
    layout->addWidget(m_note);
    layout->addWidget(buttons);

    connect(shown, &QCheckBox::toggled, this, [this](bool on) { m_password->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    connect(m_kept, &QCheckBox::toggled, this, &PasswordDialog::updateNote);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, &PasswordDialog::give);
    updateNote();
    m_password->setFocus();
}

void PasswordDialog::updateNote()
{
    m_note->setText(m_kept->isChecked() ? tr("The keyring takes it once the server has accepted it.")
                                        : tr("It is kept until Slabscope ends, and never written to disk."));
}

void PasswordDialog::give()
{
    emit passwordGiven(m_password->text(), m_kept->isChecked() ? Keeping::Keyring : Keeping::Session);
}
