#pragma once

#include <QScrollArea>

/// As high as what is in it where there is room for that; where there is not, it scrolls.
class FittingScroll : public QScrollArea
{
    Q_OBJECT

public:
    /// `leastHeight`: what of the content is to be seen at least, in logical pixels.
    FittingScroll(QWidget *content, int leastHeight, QWidget *parent = nullptr);

    /// So high it is also while its content needs less, where there is room: so that nothing moves when that grows. In logical pixels.
    void keepHeight(int height);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QSize contentSize() const;

    int m_leastHeight;
    int m_keptHeight = 0;
};
