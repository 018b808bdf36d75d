#include "ui/connection/passworddialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

PasswordDialog::PasswordDialog(const QString &user, const QString &server, QWidget *parent)
    : QDialog(parent)
    , m_password(new QLineEdit(this))
{
    setObjectName(QStringLiteral("passwordDialog"));
    setWindowTitle(tr("Password"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *label = new QLabel(tr("&Password of %1 at %2:").arg(QString(user).replace(QLatin1Char('&'), QLatin1String("&&")), server), this);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_password);
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
    auto *shown = new QCheckBox(tr("&Show the password"), this);
    shown->setObjectName(QStringLiteral("showPassword"));
    shown->setAccessibleName(tr("Show the password"));
    auto *note = new QLabel(tr("It is kept until the program ends, and never written to disk."), this);
    note->setForegroundRole(QPalette::PlaceholderText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *connectButton = buttons->addButton(tr("&Connect"), QDialogButtonBox::AcceptRole);
    connectButton->setObjectName(QStringLiteral("passwordAccepted"));
    connectButton->setDefault(true);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_password);
    layout->addWidget(shown);
    layout->addWidget(note);
    layout->addWidget(buttons);

    connect(shown, &QCheckBox::toggled, this, [this](bool on) { m_password->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { emit passwordGiven(m_password->text()); });
}
