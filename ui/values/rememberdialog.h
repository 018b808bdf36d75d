#pragma once

#include <QByteArray>
#include <QDialog>

class NoticeRow;
class QLineEdit;
class QPushButton;

/// Asks for which keys the way to read a value is to be remembered.
class RememberDialog : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        QByteArray key{};
        QString pattern{}; ///< proposed
        QString steps{};   ///< in words
    };
    explicit RememberDialog(const Question &question, QWidget *parent = nullptr);

signals:
    void patternChosen(const QString &pattern);

private:
    void check();
    void take();

    QByteArray m_key;
    QLineEdit *m_pattern;
    NoticeRow *m_fault;
    QPushButton *m_remember;
};
