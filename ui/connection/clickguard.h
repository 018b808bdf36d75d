#pragma once

#include <QObject>

class QToolButton;

/// Keeps the second half of a double click from a button that has come to where the clicked one was: who clicks Retry twice does not want
/// to hang up.
class ClickGuard : public QObject
{
    Q_OBJECT

public:
    explicit ClickGuard(QObject *parent = nullptr);

    void add(QToolButton *button);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const QObject *m_pressed = nullptr; ///< only compared
};
