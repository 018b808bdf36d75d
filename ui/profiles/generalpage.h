#pragma once

#include "ui/profiles/profilepage.h"

class ColorField;
class QCheckBox;
class QComboBox;
class QPlainTextEdit;

/// What a profile is for, where it lies, and how it looks.
class GeneralPage : public ProfilePage
{
    Q_OBJECT

public:
    explicit GeneralPage(const QStringList &folders, QWidget *parent = nullptr);

    void fill(const Profile &profile) override;
    void take(Profile &profile) const override;

private:
    QComboBox *m_environment;
    QCheckBox *m_readOnly;
    ColorField *m_color;
    QComboBox *m_folder;
    QCheckBox *m_favourite;
    QPlainTextEdit *m_note;
};
