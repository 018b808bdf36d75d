#pragma once

#include <QDialog>

/// The command language on one page, from the tables that the parser reads too. Stays open beside the window.
class CommandReference : public QDialog
{
    Q_OBJECT

public:
    explicit CommandReference(QWidget *parent = nullptr);

    /// The page, as HTML.
    [[nodiscard]] static QString page();
};
