#pragma once

#include "app/profiles/profile.h"

#include <QWidget>

class QMainWindow;

/// A border in the colour of production around a window, as long as that is where it works: it cannot be missed. Takes no clicks.
class EnvironmentFrame : public QWidget
{
    Q_OBJECT

public:
    /// Lies over `framed`, whose parts make room for it.
    explicit EnvironmentFrame(QMainWindow *framed);

    void setEnvironment(Environment environment);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();

    QMainWindow *m_framed;
};
