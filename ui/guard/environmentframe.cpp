#include "ui/guard/environmentframe.h"

#include "ui/profiles/environmentlook.h"

#include <QEvent>
#include <QMainWindow>
#include <QPainter>

namespace {

constexpr int thickness = 4; // device-independent pixels

} // namespace

EnvironmentFrame::EnvironmentFrame(QMainWindow *framed)
    : QWidget(framed)
    , m_framed(framed)
{
    setObjectName(QStringLiteral("environmentFrame"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    framed->installEventFilter(this);
}

void EnvironmentFrame::setEnvironment(Environment environment)
{
    const bool isSeen = environment == Environment::Production;
    const int margin = isSeen ? thickness : 0;
    m_framed->setContentsMargins(margin, margin, margin, margin);
    setVisible(isSeen);
    follow();
}

bool EnvironmentFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::ChildPolished)
        follow();
    return QWidget::eventFilter(watched, event);
}

void EnvironmentFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor color = environmentColor(Environment::Production, palette());
    painter.fillRect(QRect(0, 0, width(), thickness), color);
    painter.fillRect(QRect(0, height() - thickness, width(), thickness), color);
    painter.fillRect(QRect(0, 0, thickness, height()), color);
    painter.fillRect(QRect(width() - thickness, 0, thickness, height()), color);
}

void EnvironmentFrame::follow()
{
    setGeometry(m_framed->rect());
    raise(); // also above what has been added since
}
