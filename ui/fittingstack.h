#pragma once

#include <QStackedWidget>

/// Needs the room of the page that is shown, not that of the largest.
class FittingStack : public QStackedWidget
{
    Q_OBJECT

public:
    explicit FittingStack(QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;
};
