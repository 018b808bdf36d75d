#pragma once

#include "ui/theme.h"

#include <QFrame>

/// One line of text that ends in an ellipsis where there is no room for all of it; the whole stands in the tool tip.
class ElidedLabel : public QFrame
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text);
    /// Plain at first. The colour follows the theme.
    void setTone(Tone tone);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Plain;
};
