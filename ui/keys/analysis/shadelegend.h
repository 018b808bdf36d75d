#pragma once

#include <QWidget>

/// What the colours of a PrefixMap mean.
class ShadeLegend : public QWidget
{
    Q_OBJECT

public:
    explicit ShadeLegend(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRect stepRect(int step) const;
};
