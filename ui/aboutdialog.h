#pragma once

#include <QDialog>

/// What this program is, and the licences of what is in it.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);
};
