#include "tests/person.h"
#include "tests/privatehome.h"
#include "tests/secretword.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/workbench/scripttabs.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QSet>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBrowser>

#include <cmath>

namespace {

QString mnemonic(const QString &text)
{
    for (qsizetype i = 0; i + 1 < text.size(); ++i) {
        if (text[i] == QLatin1Char('&') && text[++i] != QLatin1Char('&'))
            return text.mid(i, 1).toLower();
    }
    return {};
}

/// The entries of `menu` and of all menus in it, the menus' own among them.
QList<QAction *> actionsIn(const QMenu *menu)
{
    QList<QAction *> found;
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (!action->isSeparator())
            found.append(action);
        if (action->menu())
            found += actionsIn(action->menu());
    }
    return found;
}

QList<QAction *> actionsOf(const MainWindow &window)
{
    QList<QAction *> found;
    const QList<QAction *> menus = window.menuBar()->actions();
    for (const QAction *menu : menus)
        found += actionsIn(menu->menu());
    return found;
}

void checkMnemonics(const QStringList &texts)
{
    QSet<QString> seen;
    for (const QString &text : texts) {
        const QString letter = mnemonic(text);
        QVERIFY2(!letter.isEmpty(), qPrintable(text));
        QVERIFY2(!seen.contains(letter), qPrintable(text));
        seen.insert(letter);
    }
}

void checkNames(const QWidget *root)
{
    const QList<QWidget *> widgets = root->findChildren<QWidget *>();
    QStringList nameless;
    for (const QWidget *widget : widgets) {
        const bool part = widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QHeaderView *>(widget)
            || widget->parent()->inherits("QComboBox") || widget->parent()->inherits("QAbstractSpinBox") || widget->inherits("QTabBar")
            || widget->window()->inherits("QComboBoxPrivateContainer") || widget->inherits("QScrollBar");
        if (widget->focusPolicy() == Qt::NoFocus || part || qobject_cast<const QMenu *>(widget) || qobject_cast<const QMenuBar *>(widget))
            continue;
        const auto *button = qobject_cast<const QPushButton *>(widget);
        QVERIFY2(!widget->objectName().isEmpty() || (button && !button->text().isEmpty()), widget->metaObject()->className());
        if (widget->accessibleName().isEmpty() && (!button || button->text().isEmpty()))
            nameless.append(widget->objectName());
    }
    QCOMPARE(nameless, QStringList());
}

/// Who takes the keyboard for another is there when that is.
void checkHeirs(const QWidget &window)
{
    const QList<QWidget *> widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const QWidget *heir = widget->focusProxy();
        QVERIFY2(!heir || !widget->isVisible() || heir->isVisible(), qPrintable(widget->objectName()));
    }
}

/// What a screen reader would pass over in silence.
QStringList unnamedIn(QAccessibleInterface *part)
{
    QStringList unnamed;
    static const QSet<QAccessible::Role> touched{QAccessible::PushButton, QAccessible::EditableText, QAccessible::ComboBox,
                                                 QAccessible::CheckBox,   QAccessible::SpinBox,      QAccessible::Table,
                                                 QAccessible::PageTab,    QAccessible::MenuItem};
    const bool hasName = !part->text(QAccessible::Name).isEmpty();
    if (part->object() && part->object()->inherits("QComboBoxPrivateContainer"))
        return {};
    if (touched.contains(part->role()) && !hasName && !part->state().invisible) {
        const QObject *object = part->object();
        unnamed.append(QStringLiteral("%1 %2 in %3")
                           .arg(int(part->role()), 0, 16)
                           .arg(object ? QLatin1String(object->metaObject()->className()) : QLatin1String("?"),
                                object && object->parent() ? object->parent()->objectName() : QString()));
    }
    if (part->role() == QAccessible::Table)
        return unnamed;
    for (int child = 0; child < part->childCount(); ++child) {
        if (QAccessibleInterface *inner = part->child(child))
            unnamed += unnamedIn(inner);
    }
    return unnamed;
}

} // namespace

class TestConventions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.use());
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init() { m_folder.clearSettings(); }

    void everythingThatCanBeTouchedHasAName()
    {
        Person person;
        checkNames(&person.window());
    }

    void buttonsThatQtMakesHaveNamesToo()
    {
        Person person;
        QList<QAbstractButton *> buttons =
            person.see<QDockWidget>("valueDock")->findChildren<QAbstractButton *>(QRegularExpression(QStringLiteral("^qt_dock")));
        QCOMPARE(buttons.size(), 2);
        buttons += person.see<QLineEdit>("command")->findChildren<QAbstractButton *>(Qt::FindDirectChildrenOnly);
        buttons += person.see<QLineEdit>("addressText")->findChildren<QAbstractButton *>();
        QCOMPARE(buttons.size(), 4);
        for (const QAbstractButton *button : std::as_const(buttons))
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
    }

    void everyDialogHasNamesToo()
    {
        Person person;
        for (const char *name : {"preferences", "commandLanguage", "about"})
            person.see<QAction>(name)->trigger();
        QCOMPARE(person.window().findChildren<QDialog *>().size(), 2); // the help is a part of the window
        checkNames(&person.window());
    }

    void screenReadersFindANameForEverything()
    {
        Person person;
        person.see<QDockWidget>("logDock")->show();
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        person.command(QStringLiteral("SET k v"));
        QTRY_COMPARE(person.rows(), 1);
        for (const char *name : {"preferences", "commandLanguage", "about"})
            person.see<QAction>(name)->trigger();
        QAccessible::setActive(true);
        QCOMPARE(unnamedIn(QAccessible::queryAccessibleInterface(&person.window())), QStringList());
        const QList<QDialog *> dialogs = person.window().findChildren<QDialog *>();
        for (QDialog *dialog : dialogs)
            QCOMPARE(unnamedIn(QAccessible::queryAccessibleInterface(dialog)), QStringList());
    }

    void everyActionSaysWhatItDoes()
    {
        Person person;
        const QList<QAction *> actions = actionsOf(person.window());
        QVERIFY(actions.size() > 30);
        for (const QAction *action : actions) {
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
        }
    }

    void noTwoActionsShareAKey()
    {
        Person person;
        QHash<QKeySequence, QString> seen;
        QSet<QAction *> all;
        const QList<QAction *> inMenus = actionsOf(person.window());
        for (QAction *action : inMenus)
            all.insert(action);
        const QList<QWidget *> widgets = person.window().findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (!qobject_cast<const QLineEdit *>(widget) && !qobject_cast<const QPlainTextEdit *>(widget)) {
                const QList<QAction *> its = widget->actions();
                all.unite(QSet<QAction *>(its.begin(), its.end()));
            }
        }
        // Those of one part of the window may have the same key as those of another part, but none that counts everywhere.
        const auto isOfPart = [](const QAction *action) { return action->shortcutContext() == Qt::WidgetWithChildrenShortcut; };
        const auto look = [&](bool parts) {
            for (const QAction *action : std::as_const(all)) {
                const QList<QKeySequence> keys = action->shortcuts();
                for (const QKeySequence &key : keys) {
                    if (isOfPart(action) != parts)
                        continue;
                    QVERIFY2(!seen.contains(key), qPrintable(key.toString() + QLatin1Char(' ') + action->text() + seen.value(key)));
                    if (!parts)
                        seen.insert(key, action->text());
                }
            }
        };
        look(false);
        look(true);
        for (const QKeySequence &key :
             {QKeySequence(Qt::CTRL | Qt::Key_Q), QKeySequence(Qt::CTRL | Qt::Key_Comma), QKeySequence(Qt::Key_F1),
              QKeySequence(Qt::CTRL | Qt::Key_F5), QKeySequence(Qt::Key_F6), QKeySequence(Qt::SHIFT | Qt::Key_F6),
              QKeySequence(Qt::Key_F11), QKeySequence(Qt::CTRL | Qt::Key_L), QKeySequence(Qt::CTRL | Qt::Key_O),
              QKeySequence(Qt::CTRL | Qt::Key_S), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}) {
            QVERIFY2(seen.contains(key), qPrintable(key.toString()));
        }
    }

    void noTwoActionsShareAName()
    {
        Person person;
        const QList<QAction *> actions = person.window().findChildren<QAction *>() + actionsOf(person.window());
        QHash<QString, const QAction *> seen;
        for (const QAction *action : actions) {
            const QString name = action->objectName();
            if (name.isEmpty() || name.startsWith(QLatin1String("_q_")))
                continue;
            QVERIFY2(seen.value(name, action) == action, qPrintable(name));
            seen.insert(name, action);
        }
    }

    void mnemonicsAreUnique()
    {
        Person person;
        QStringList window;
        const QList<QAction *> menus = person.window().menuBar()->actions();
        for (const QAction *menu : menus) {
            window.append(menu->text());
            QVERIFY(menu->menu()->actions().size() <= 13);
            QStringList texts;
            const QList<QAction *> actions = menu->menu()->actions();
            for (const QAction *action : actions) {
                if (!action->isSeparator())
                    texts.append(action->text());
            }
            checkMnemonics(texts);
        }
        const QList<QLabel *> labels = person.window().findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->buddy())
                window.append(label->text());
        }
        checkMnemonics(window);
    }

    void mnemonicsOfThePreferencesAreUniqueOnEachPage()
    {
        const PreferencesDialog dialog({}, [](const Preferences &) { return Error(); }, {});
        const auto *pages = dialog.findChild<QTabWidget *>(QStringLiteral("preferencesPages"));
        for (int page = 0; page < pages->count(); ++page) {
            QStringList texts;
            for (int tab = 0; tab < pages->count(); ++tab)
                texts.append(pages->tabText(tab));
            const QList<QLabel *> labels = pages->widget(page)->findChildren<QLabel *>();
            for (const QLabel *label : labels) {
                if (label->buddy())
                    texts.append(label->text());
            }
            const QList<QAbstractButton *> buttons = pages->widget(page)->findChildren<QAbstractButton *>();
            for (const QAbstractButton *button : buttons)
                texts.append(button->text());
            checkMnemonics(texts);
        }
    }

    void keyGoesFromPartToPart()
    {
        Person person;
        QVERIFY(person.activate());
        auto *command = person.see<QLineEdit>("command");
        person.see<QLineEdit>("addressText")->setFocus();
        const auto press = [&person](Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::keyClick(&person.window(), Qt::Key_F6, modifiers);
            return QApplication::focusWidget()->objectName();
        };
        QCOMPARE(press(), QStringLiteral("command"));
        QCOMPARE(press(), QStringLiteral("script"));
        person.see<QWidget>("openScriptButton")->setFocus();
        QCOMPARE(press(), QStringLiteral("hintNotConnected.connect"));
        QCOMPARE(press(), QStringLiteral("address")); // the value has nothing to touch, the log is hidden
        QCOMPARE(press(Qt::ShiftModifier), QStringLiteral("hintNotConnected.connect"));
        QCOMPARE(press(Qt::ShiftModifier), QStringLiteral("openScriptButton")); // where it was
        QCOMPARE(press(Qt::ShiftModifier), QStringLiteral("command"));
        person.see<QAction>("showLog")->trigger();
        QCOMPARE(press(Qt::ShiftModifier), QStringLiteral("address"));
        QCOMPARE(press(Qt::ShiftModifier), QStringLiteral("connectionLog"));

        command->setFocus();
        QTest::keyClick(&person.window(), Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("address"));
        QCOMPARE(person.see<QLineEdit>("addressText")->selectedText(), QStringLiteral("127.0.0.1:11211"));
    }

    void tabKeyReachesEveryPartInOrder()
    {
        Person person;
        QVERIFY(person.activate());
        person.see<QLineEdit>("addressText")->setFocus();
        QStringList names;
        for (int i = 0; i < 30 && !names.contains(QStringLiteral("address")); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            names.append(QApplication::focusWidget()->objectName());
        }
        const QStringList order{QStringLiteral("connectButton"), QStringLiteral("command"), QStringLiteral("openScriptButton"),
                                QStringLiteral("script"), QStringLiteral("hintNotConnected.connect")};
        qsizetype last = -1;
        for (const QString &name : order) {
            QVERIFY2(names.indexOf(name) > last, qPrintable(name + QLatin1String(": ") + names.join(QLatin1Char(' '))));
            last = names.indexOf(name);
        }
        QVERIFY(names.contains(QStringLiteral("address")));
    }

    void keyFocusGoesToNothingHidden()
    {
        Person person;
        QVERIFY(person.activate());
        checkHeirs(person.window());
        person.window().showStart();
        checkHeirs(person.window());
    }
    void keyFocusGoesToNothingHiddenOnceConnected()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Person person;
        QVERIFY(person.activate());
        person.connectTo(server);
        QTRY_VERIFY(person.state().startsWith(QStringLiteral("Connected")));
        person.command(QStringLiteral("SET k v"));
        QTRY_COMPARE(person.rows(), 1);
        checkHeirs(person.window());
        QTest::keyClick(&person.window(), Qt::Key_2, Qt::ControlModifier);
        QVERIFY(person.see<QWidget>("keyBrowser")->isVisible());
        checkHeirs(person.window());
        QTest::keyClick(person.see<QWidget>("keyBrowser"), Qt::Key_F5);
        QTRY_VERIFY(person.see<QWidget>("keyTable")->isVisible());
        checkHeirs(person.window());
        auto *forms = person.see<QTabBar>("keyForms");
        for (const int form : {1, 2}) {
            QTest::mouseClick(forms, Qt::LeftButton, {}, forms->tabRect(form).center());
            QTRY_VERIFY(person.see<QWidget>(form == 1 ? "keyTree" : "analysisScroll")->isVisible());
            checkHeirs(person.window());
        }
    }

    void fullScreenComesAndGoes()
    {
        Person person;
        QVERIFY(person.activate());
        QTest::keyClick(&person.window(), Qt::Key_F11);
        QVERIFY(person.window().isFullScreen());
        QTest::keyClick(&person.window(), Qt::Key_F11);
        QVERIFY(!person.window().isFullScreen());
    }

    void helpKeyOpensTheCommandLanguage()
    {
        Person person;
        QVERIFY(person.activate());
        person.see<ScriptEditor>("script")->setFocus();
        QTest::keyClick(&person.window(), Qt::Key_F1);
        auto *page = person.see<QTextBrowser>("commandHelpPage");
        QTRY_VERIFY(page->isVisible());
        QVERIFY2(page->toPlainText().startsWith(QStringLiteral("The command language")), qPrintable(page->toPlainText().left(80)));
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("commandHelpWords"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QVERIFY(page->toPlainText().startsWith(QStringLiteral("GET")));
        QTest::keyClick(&person.window(), Qt::Key_F1);
        QVERIFY(page->toPlainText().startsWith(QStringLiteral("The command language")));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("script"));
        QVERIFY(page->isVisible());
    }

    void helpOnTheCommandBeingWrittenIsShown()
    {
        Person person;
        QVERIFY(person.activate());
        auto *line = person.see<QLineEdit>("command");
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("incrq visits "));
        QTest::keyClick(&person.window(), Qt::Key_F1, Qt::ShiftModifier);
        auto *page = person.see<QTextBrowser>("commandHelpPage");
        QTRY_VERIFY(page->isVisible());
        QVERIFY2(page->toPlainText().startsWith(QStringLiteral("INCREMENTQ")), qPrintable(page->toPlainText().left(80)));
        QCOMPARE(line->text(), QStringLiteral("incrq visits "));
    }

    void diagnosticsAreCopiedWithoutThePassword()
    {
        Person person;
        person.connectTo(QStringLiteral("memcached://alice:" SECRET_WORD "@127.0.0.1:%1").arg(m_server.port()));
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        person.command(QStringLiteral("SET thekey thevalue"));
        QTRY_COMPARE(person.rows(), 1);
        person.see<QAction>("copyDiagnostics")->trigger();
        const QString text = QApplication::clipboard()->text();
        QVERIFY(text.contains(QStringLiteral("Connection: Ready")));
        QVERIFY(text.contains(QStringLiteral("Address: 127.0.0.1:%1\n").arg(m_server.port())));
        QVERIFY(text.contains(QStringLiteral("Connection log:\n")));
        for (const char *secret : {SECRET_WORD, "alice", "thekey", "thevalue"})
            QVERIFY2(!text.contains(QLatin1String(secret)), secret);
        QVERIFY(!person.window().statusBar()->currentMessage().isEmpty());
    }

    void columnsCanBeHiddenAndComeBack()
    {
        Person person;
        auto *header = person.see<ResultsTable>("results")->horizontalHeader();
        auto *columns = person.see<QMenu>("resultsHeaderColumns");
        const auto choose = [columns](const char *name) {
            columns->popup({});
            columns->findChild<QAction *>(QLatin1String(name))->trigger();
            columns->close();
        };
        choose("resultsHeaderColumn5");
        QVERIFY(header->isSectionHidden(ResultsModel::FlagsColumn));
        for (int column = 0; column < ResultsModel::ColumnCount; ++column) {
            if (column != ResultsModel::FlagsColumn && column != ResultsModel::KeyColumn)
                header->hideSection(column);
        }
        choose("resultsHeaderColumn2"); // the last one stays
        QVERIFY(!header->isSectionHidden(ResultsModel::KeyColumn));
        choose("resultsHeaderShowAll");
        QCOMPARE(header->hiddenSectionCount(), 0);
        header->hideSection(ResultsModel::CasColumn);
        person.see<QAction>("resetLayout")->trigger();
        QCOMPARE(header->hiddenSectionCount(), 0);
    }

    void keyAndValueAreCopiedOnTheirOwn()
    {
        Person person;
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        person.command(QStringLiteral("SET \"a key\" 'one value'"));
        QTRY_COMPARE(person.rows(), 1);
        QTRY_VERIFY(person.see<QWidget>("runCommandButton")->isEnabled());
        person.command(QStringLiteral("GET \"a key\""));
        QTRY_COMPARE(person.cell(0, ResultsModel::CommandColumn), QStringLiteral("GET"));
        auto *table = person.see<ResultsTable>("results");
        table->copyKey();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("\"a key\""));
        table->copyValue();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("one value"));
    }

    void fileDroppedOnTheScriptIsOpened()
    {
        QFile file(m_folder.filePath(QStringLiteral("dropped.mcb")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("GET dropped\n") > 0);
        file.close();
        Person person;
        auto *editor = person.see<ScriptEditor>("script");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(editor->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QApplication::sendEvent(editor->viewport(), &drop);
        QTRY_COMPARE(person.see<ScriptTabs>("scriptTabs")->page()->editor()->text(), QByteArray("GET dropped\n"));
        QTRY_VERIFY(person.window().windowTitle().startsWith(QStringLiteral("dropped.mcb")));
    }

    void statusBarTellsOfTheServer()
    {
        Person person;
        auto *facts = person.see<ElidedLabel>("serverFacts");
        QVERIFY(!facts->isVisible());
        person.connectTo(m_server);
        QTRY_COMPARE(person.page(), QStringLiteral("hintReady"));
        QVERIFY(facts->isVisible());
        QVERIFY2(facts->text().startsWith(QStringLiteral("127.0.0.1:%1 · memcached 1.").arg(m_server.port())), qPrintable(facts->text()));
        QVERIFY(facts->text().contains(QStringLiteral("items up to 1.00 MiB")));
    }

    void windowFitsASmallerScreenThanBefore()
    {
        {
            Person person;
            person.window().setGeometry(2000, 1500, 3000, 2000);
            person.window().close();
        }
        QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope"))
            .setValue(QStringLiteral("window/screen"), QByteArray("7680x4320"));
        Person person;
        QVERIFY(QTest::qWaitForWindowExposed(&person.window()));
        const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
        QVERIFY(screen.contains(person.window().geometry()));
        QVERIFY(person.window().width() > screen.width() / 2);
    }

    void settingsAreForTheirOwnerOnly()
    {
        {
            Person person;
            person.window().close();
        }
        const QFileInfo kept(m_folder.filePath(QStringLiteral("Slabscope/Slabscope.ini")));
        QVERIFY(kept.exists());
        QCOMPARE(kept.permissions() & 0x0fff, QFileDevice::Permissions(0x0600));
    }

    void textCanBeReadInBothThemes_data()
    {
        QTest::addColumn<Theme>("theme");
        QTest::addRow("light") << Theme::Light;
        QTest::addRow("dark") << Theme::Dark;
    }
    void textCanBeReadInBothThemes()
    {
        QFETCH(const Theme, theme);
        applyTheme(theme);
        const QPalette palette = QApplication::palette();
        for (const Tone tone : {Tone::Plain, Tone::Good, Tone::Notice, Tone::Bad, Tone::Unsure, Tone::Muted}) {
            for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window})
                QVERIFY2(contrast(toneColor(tone, palette), palette.color(ground)) >= 4.5, qPrintable(QString::number(int(tone))));
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >= 4.5);
    }

private:
    /// WCAG 2.1, "contrast ratio".
    static double contrast(const QColor &one, const QColor &other)
    {
        const auto luminance = [](const QColor &color) {
            const auto linear = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
            return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
        };
        const double a = luminance(one) + 0.05;
        const double b = luminance(other) + 0.05;
        return std::max(a, b) / std::min(a, b);
    }

    PrivateHome m_folder;
    RealServer m_server;
};

QTEST_MAIN(TestConventions)
#include "tst_conventions.moc"
