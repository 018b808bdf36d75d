#pragma once

#include <QDialog>

class QLineEdit;

/// Asks for the password of a user of a server.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    PasswordDialog(const QString &user, const QString &server, QWidget *parent = nullptr);

signals:
    void passwordGiven(const QString &password);

private:
    QLineEdit *m_password;
};
