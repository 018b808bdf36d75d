#pragma once

#include "app/guard/runguard.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

/// Asks before something runs that cannot be undone. Enter and Escape do nothing but leave, but where a name has to be typed: there Enter
/// is the consent once it is the right one. accepted() is the consent.
class RunQuestionDialog : public QDialog
{
    Q_OBJECT

public:
    RunQuestionDialog(const RunQuestion &question, QWidget *parent);

private:
    void addText(QVBoxLayout *layout, const char *name, const QString &text);
    void addDemand(QVBoxLayout *layout);
    void updateConsent();

    QString m_demanded;
    QLineEdit *m_typed = nullptr;
    QPushButton *m_consent;
};
