#pragma once

#include "ui/profiles/profilepage.h"

class FaultRow;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

/// How the keys of a server are grouped, and who wrote its values.
class KeysPage : public ProfilePage
{
    Q_OBJECT

public:
    explicit KeysPage(QWidget *parent = nullptr);

    void fill(const Profile &profile) override;
    void take(Profile &profile) const override;
    [[nodiscard]] QWidget *check() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addDelimiter();
    void removeDelimiter();
    void updateButtons();
    void show(const QStringList &delimiters);
    [[nodiscard]] QStringList delimiters() const;

    QListWidget *m_delimiters;
    QLineEdit *m_delimiter;
    QPushButton *m_add;
    QPushButton *m_remove;
    FaultRow *m_fault;
    QComboBox *m_library;
};
