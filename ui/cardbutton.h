#pragma once

#include <QAbstractButton>

class QPainter;

/// A button that looks like a card: a frame with round corners, marked where the mouse or the keyboard is. Enter clicks it too. What is on
/// it, is for who derives from it to paint.
class CardButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit CardButton(QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

    [[nodiscard]] bool isMarked() const { return hasFocus() || underMouse(); }
    void paintCard(QPainter *painter) const;
};
