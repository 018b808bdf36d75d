#pragma once

#include "ui/cardbutton.h"

/// One sentence that a finding comes to, with how much of the memory it speaks of as a bar; a click or Enter shows its keys.
class FindingRow : public CardButton
{
    Q_OBJECT

public:
    /// `share`: 0 to 1.
    FindingRow(const QString &sentence, double share, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int textLeft() const;
    [[nodiscard]] int textRight(int width) const;

    double m_share;
};
