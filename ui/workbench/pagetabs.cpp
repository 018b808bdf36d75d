#include "ui/workbench/pagetabs.h"

#include "ui/iconengine.h"

#include <QMouseEvent>
#include <QTabBar>
#include <QToolButton>

namespace {

constexpr int longestName = 28; // characters

QString escaped(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

PageTabs::PageTabs(const QKeySequence &closeKey, QWidget *parent)
    : QTabWidget(parent)
    , m_closeTip(tr("Close (%1)").arg(closeKey.toString(QKeySequence::NativeText)))
{
    setDocumentMode(true);
    setMovable(true);
    setElideMode(Qt::ElideNone); // Qt would leave three letters of each; see setTitle()
    setUsesScrollButtons(true);
    tabBar()->setExpanding(false);
    tabBar()->installEventFilter(this);
    connect(tabBar(), &QTabBar::tabMoved, this, &PageTabs::moved);
}

void PageTabs::add(QWidget *page, int index)
{
    // Fusion's own is red; and all of them alike would make a row of tabs look like one of alarms.
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeTab"));
    close->setIcon(themedIcon(QStringLiteral("x"), Tone::Muted));
    close->setIconSize(QSize(1, 1) * fontMetrics().ascent());
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::NoFocus); // the keyboard has a key for it
    close->setToolTip(m_closeTip);
    close->setAccessibleName(tr("Close"));
    connect(close, &QAbstractButton::clicked, page, [this, page] { emit closeWanted(page); });
    tabBar()->setTabButton(insertTab(index, page, QString()), QTabBar::RightSide, close);
}

void PageTabs::setTitle(QWidget *page, const QString &name, bool modified, const QString &tip)
{
    const int index = indexOf(page);
    const QString shown = fontMetrics().elidedText(name, Qt::ElideMiddle, fontMetrics().averageCharWidth() * longestName);
    setTabText(index, escaped(shown) + (modified ? QStringLiteral(" •") : QString()));
    setTabToolTip(index, tip);
}

bool PageTabs::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == tabBar() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int index = tabBar()->tabAt(mouse->position().toPoint());
        if (mouse->button() == Qt::MiddleButton && index >= 0) {
            emit closeWanted(widget(index));
            return true;
        }
    }
    return QTabWidget::eventFilter(watched, event);
}
