#include "ui/connection/fittingbuttons.h"

#include <QEvent>
#include <QLayout>
#include <QToolButton>

namespace {

/// How much wider its words make it (QToolButton::sizeHint()).
int wordsOf(const QToolButton *button)
{
    const QFontMetrics metrics = button->fontMetrics();
    return 4 + metrics.size(Qt::TextShowMnemonic, button->text()).width() + 2 * metrics.horizontalAdvance(QLatin1Char(' '));
}

} // namespace

FittingButtons::FittingButtons(QWidget *bar)
    : QObject(bar)
    , m_bar(bar)
{
    bar->installEventFilter(this);
}

void FittingButtons::setPlace(QWidget *place, int forOthers)
{
    m_place = place;
    m_forOthers = forOthers;
    place->installEventFilter(this);
    fit();
}

int FittingButtons::room() const
{
    int room = 0;
    for (const QToolButton *button : m_buttons) {
        if (!button->isHidden() && button->toolButtonStyle() != Qt::ToolButtonIconOnly)
            room += wordsOf(button);
    }
    return room;
}

bool FittingButtons::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fit();
    return QObject::eventFilter(watched, event);
}

void FittingButtons::fit()
{
    int needed = m_bar->layout()->minimumSize().width();
    for (const QToolButton *button : m_buttons) {
        if (!button->isHidden() && button->toolButtonStyle() == Qt::ToolButtonIconOnly)
            needed += wordsOf(button);
    }
    const int width = m_place ? m_place->width() - m_forOthers : m_bar->width();
    const auto style = needed <= width ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
    for (QToolButton *button : m_buttons)
        button->setToolButtonStyle(style);
}
