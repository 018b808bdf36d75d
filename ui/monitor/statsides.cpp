#include "ui/monitor/statsides.h"

#include "ui/fittingstack.h"
#include "ui/monitor/groupview.h"
#include "ui/wraplayout.h"

#include <QButtonGroup>
#include <QToolButton>
#include <QVBoxLayout>

StatSides::StatSides(const QString &name, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup(this))
    , m_pages(new FittingStack)
{
    setObjectName(name + QStringLiteral("Sides"));
    auto *strip = new QWidget;
    strip->setAccessibleName(accessibleName);
    m_row = new WrapLayout(strip);
    m_row->setContentsMargins(8, 8, 8, 0);
    m_row->setSpacing(4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(strip);
    layout->addWidget(m_pages, 1);
    connect(m_buttons, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            m_pages->setCurrentIndex(id);
    });
}

void StatSides::add(const QString &text, GroupView *view)
{
    auto *button = new QToolButton;
    button->setObjectName(view->objectName() + QStringLiteral("Side"));
    button->setText(text);
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setCheckable(true);
    button->setAutoRaise(true); // only the one that is checked has a frame
    button->setFocusPolicy(Qt::StrongFocus);
    m_buttons->addButton(button, m_pages->addWidget(view));
    m_row->addWidget(button);
    button->setChecked(m_pages->count() == 1);
    connect(view, &GroupView::told, this, &StatSides::told);
}

GroupView *StatSides::current() const
{
    return static_cast<GroupView *>(m_pages->currentWidget());
}

void StatSides::setCurrent(GroupView *view)
{
    if (QAbstractButton *button = m_buttons->button(m_pages->indexOf(view)))
        button->setChecked(true);
}
