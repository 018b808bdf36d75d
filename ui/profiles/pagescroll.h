#pragma once

#include <QScrollArea>

/// Lets a page of fields be taller than its room. The wheel scrolls it, also over a field that would take the wheel for itself.
class PageScroll : public QScrollArea
{
    Q_OBJECT

public:
    explicit PageScroll(QWidget *page, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};
