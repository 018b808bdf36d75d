#pragma once

#include "app/keyspace/keyspace.h"
#include "tests/patience.h"
#include "tests/person.h"
#include "ui/keys/keybrowser.h"
#include "ui/keys/keydetails.h"
#include "ui/keys/keytable.h"
#include "ui/keys/keytablemodel.h"
#include "ui/keys/keytreeview.h"
#include "ui/noticerow.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTreeView>

/// A person who looks at the keys of a server in the real window.
class KeyPerson : public Person
{
public:
    /// A run over many keys, or a whole list of them, may take its time on a busy machine. In ms.
    static constexpr int patience = 60'000;

    KeyPerson()
    {
        if (!activate())
            qFatal("no window");
    }

    /// Connects, goes to the keys and lists them, all by keyboard.
    void listKeysOf(const RealServer &server)
    {
        connectAndGoToKeys(server);
        listAgain();
    }
    void connectAndGoToKeys(const RealServer &server)
    {
        connectTo(server);
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
        press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(browser()->isVisible());
    }
    void openProfile(const Profile &profile)
    {
        QTRY_VERIFY(workspace().profiles()->isLoaded());
        workspace().profiles()->put(profile);
        QVERIFY(workspace().openProfile(profile.id));
        QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
        press(Qt::Key_2, Qt::ControlModifier);
    }
    void listAgain()
    {
        const QSignalSpy states(browser()->keyspace(), &Keyspace::stateChanged);
        browser()->setFocus();
        press(Qt::Key_F5);
        QVERIFY(browser()->keyspace()->isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(browser()->keyspace()->state(), Keyspace::State::Complete, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!browser()->view()->isWorking(), patience);
    }

    /// Presses a key where the keyboard is; a menu or a dialog that has closed gives it back, which no window system does here.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QVERIFY(activate());
        QWidget *focus = window().focusWidget();
        QTest::keyClick(focus ? focus : &window(), key, modifiers);
    }

    [[nodiscard]] KeyBrowser *browser() const { return see<KeyBrowser>("keyBrowser"); }
    [[nodiscard]] KeyTable *table() const { return see<KeyTable>("keyTable"); }
    [[nodiscard]] KeyDetails *details() const { return see<KeyDetails>("keyDetails"); }
    [[nodiscard]] int keys() const { return table()->model()->rowCount(); }
    [[nodiscard]] QByteArray keyIn(int row) const
    {
        return static_cast<const KeyTableModel *>(table()->model())->keyAt(row).key.toByteArray();
    }
    [[nodiscard]] QByteArrayList shownKeys() const
    {
        QByteArrayList keys;
        for (int row = 0; row < this->keys(); ++row)
            keys.append(keyIn(row));
        return keys;
    }
    [[nodiscard]] QString keysPage() const { return see<QStackedWidget>("keyPages")->currentWidget()->objectName(); }
    [[nodiscard]] QString text(const char *label) const { return see<QLabel>(label)->text(); }
    [[nodiscard]] QString counts() const { return see<ElidedLabel>("keyCounts")->text(); }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        const QModelIndex index = table()->model()->index(row, 0);
        table()->scrollTo(index);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, table()->visualRect(index).center());
    }
    void typeFilter(const QString &text)
    {
        press(Qt::Key_F, Qt::ControlModifier);
        auto *field = qobject_cast<QLineEdit *>(window().focusWidget());
        QVERIFY2(field && see<QWidget>("keyFilter")->isAncestorOf(field), "Ctrl+F does not lead to the filter");
        QTest::keyClicks(field, text);
    }

    /// Table, tree or analysis, by a click on its tab.
    void showForm(int form) const
    {
        auto *forms = see<QTabBar>("keyForms");
        QTest::mouseClick(forms, Qt::LeftButton, {}, forms->tabRect(form).center());
    }
    [[nodiscard]] QTreeView *tree() const { return see<QTreeView>("keyTree"); }
    [[nodiscard]] bool treeIsBuilt() const
    {
        const auto *view = see<KeyTreeView>("keyTreeView");
        return comesTrue([view] { return !view->isBuilding(); }, patience);
    }
    [[nodiscard]] QModelIndex treeRow(QByteArrayView prefix) const { return static_cast<KeyTreeModel *>(tree()->model())->find(prefix); }
    void clickInTree(QByteArrayView prefix, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        const QModelIndex index = treeRow(prefix);
        QVERIFY2(index.isValid(), prefix.toByteArray().constData());
        tree()->scrollTo(index);
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, modifiers, tree()->visualRect(index).center());
    }

    /// What the menu bar offers under this name; null: nothing.
    /// `way`: the menus that lead to it, that of the menu bar first.
    [[nodiscard]] QAction *action(const char *name, QList<QMenu *> *way = nullptr)
    {
        const QList<QAction *> menus = window().menuBar()->actions();
        for (const QAction *menu : menus) {
            if (QAction *found = actionIn(menu->menu(), QLatin1String(name), way))
                return found;
        }
        return nullptr;
    }
    /// Opens the menus that an action stands in and clicks it.
    void clickInMenu(const char *name)
    {
        QList<QMenu *> way;
        QAction *chosen = action(name, &way);
        QVERIFY2(chosen && chosen->isEnabled(), name);
        QMenuBar *bar = window().menuBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(way.constFirst()->menuAction()).center());
        QTRY_VERIFY(way.constFirst()->isVisible());
        for (qsizetype i = 1; i < way.size(); ++i) {
            QTest::mouseClick(way[i - 1], Qt::LeftButton, {}, way[i - 1]->actionGeometry(way[i]->menuAction()).center());
            QTRY_VERIFY(way[i]->isVisible());
        }
        QTest::mouseClick(way.constLast(), Qt::LeftButton, {}, way.constLast()->actionGeometry(chosen).center());
        QTRY_VERIFY(!way.constFirst()->isVisible());
    }
    /// A dialog over the keys that is open, by its name; null: there is none.
    template <typename Dialog> [[nodiscard]] Dialog *dialog(const char *name)
    {
        const QList<Dialog *> all = window().template findChildren<Dialog *>(QLatin1String(name));
        for (Dialog *one : all) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    /// Chooses a file in the dialog that an action opens.
    void chooseFile(const char *action, const char *name, const QString &path)
    {
        clickInMenu(action);
        QTRY_VERIFY(dialog<QFileDialog>(name));
        auto *files = dialog<QFileDialog>(name);
        emit files->fileSelected(path);
        files->close();
        QTRY_VERIFY(!dialog<QFileDialog>(name));
    }

private:
    [[nodiscard]] static QAction *actionIn(QMenu *menu, QLatin1String name, QList<QMenu *> *way)
    {
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            QAction *found = action->objectName() == name ? action : action->menu() ? actionIn(action->menu(), name, way) : nullptr;
            if (!found)
                continue;
            if (way)
                way->prepend(menu);
            return found;
        }
        return nullptr;
    }
};
