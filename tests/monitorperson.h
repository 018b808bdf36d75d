#pragma once

#include "tests/person.h"
#include "ui/monitor/monitorpage.h"

/// A person who looks at the monitor of the real window.
class MonitorPerson : public Person
{
public:
    MonitorPerson()
    {
        if (!activate())
            qFatal("no window");
    }
    [[nodiscard]] MonitorPage *monitor() const { return see<MonitorPage>("monitorPage"); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QVERIFY(activate());
        QWidget *focus = window().focusWidget();
        QTest::keyClick(focus ? focus : &window(), key, modifiers);
    }
    void goToMonitor()
    {
        press(Qt::Key_3, Qt::ControlModifier);
        QVERIFY(monitor()->isVisible());
    }
};
