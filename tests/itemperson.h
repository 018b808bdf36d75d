#pragma once

#include "tests/keychangeasking.h"
#include "tests/keyperson.h"
#include "tests/patience.h"
#include "ui/itemedit/itemdialog.h"

#include <QAbstractButton>
#include <QPlainTextEdit>
#include <QStatusBar>

/// A person who does something to single items in the real window.
class ItemPerson : public KeyPerson
{
public:
    /// Goes to a key by its name, without a list.
    void look(const QString &key)
    {
        enter(see<QLineEdit>("goToKeyText"), key);
        QTRY_COMPARE(see<KeyDetails>("keyDetails")->state(), ItemLook::State::Found);
    }
    /// Likewise, to one that is not there.
    void lookInVain(const QString &key)
    {
        enter(see<QLineEdit>("goToKeyText"), key);
        QTRY_COMPARE(see<KeyDetails>("keyDetails")->state(), ItemLook::State::Missing);
    }
    /// Chooses an entry of the menu of the item that is looked at, in the details.
    void chooseForItem(const char *entry)
    {
        QTest::mouseClick(see<QWidget>("itemMenuButton"), Qt::LeftButton);
        auto *menu = window().findChild<QMenu *>(QStringLiteral("itemMenu"));
        QTRY_VERIFY(menu->isVisible());
        auto *action = window().findChild<QAction *>(QLatin1String(entry));
        QVERIFY2(action && action->isEnabled(), entry);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        QTRY_VERIFY(!menu->isVisible());
    }
    /// Types into a field of a dialog, instead of what is there.
    void fill(const char *field, const QString &text)
    {
        auto *widget = see<QWidget>(field);
        QVERIFY2(widget && widget->isVisible(), field);
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(widget, Qt::Key_Delete);
        QTest::keyClicks(widget, text);
    }
    [[nodiscard]] bool isReady(const char *button) const
    {
        return comesTrue([&] { return see<QAbstractButton>(button)->isEnabled(); });
    }
    /// Clicks the button of a dialog once it can be clicked.
    void consent(const char *button)
    {
        QVERIFY2(isReady(button), button);
        click(button);
    }
    [[nodiscard]] QString notice(const char *row) const
    {
        return see<NoticeRow>(row)->isVisible() ? see<NoticeRow>(row)->text() : QString();
    }
    [[nodiscard]] QString commands(const char *field) const { return see<QPlainTextEdit>(field)->toPlainText(); }
    [[nodiscard]] bool isOpen(const char *name) { return dialog<QDialog>(name) != nullptr; }
    [[nodiscard]] QString told() { return window().statusBar()->currentMessage(); }
};
