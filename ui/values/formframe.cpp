#include "ui/values/formframe.h"

#include "ui/noticerow.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

FormFrame::FormFrame(QWidget *parent)
    : QStackedWidget(parent)
    , m_content(new QWidget(this))
{
    auto *layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(this);
}

void FormFrame::setContent(QLayout *top, NoticeRow *notice, QWidget *view, QWidget *below)
{
    auto *said = new QHBoxLayout;
    said->setContentsMargins(8, 0, 8, 4);
    said->addWidget(notice);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addLayout(top);
    content->addLayout(said);
    content->addWidget(view, 1);
    if (below)
        content->addWidget(below);
    addWidget(m_content);
}

QToolButton *FormFrame::button(QAction *action)
{
    auto *button = new QToolButton;
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    button->setDefaultAction(action);
    button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}
