#include "app/keyspace/keyfiltercompletion.h"
#include "tests/privatehome.h"
#include "ui/keys/keyfilterbar.h"
#include "ui/keys/keyfilterfield.h"
#include "ui/keys/savedfilters.h"
#include "ui/keys/savedfiltersdialog.h"
#include "ui/settings.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace {

/// The bar in a window of its own, used by keys and clicks.
class Window : public QWidget
{
public:
    Window()
        : bar(&settings, this)
        , filters(&bar, &KeyFilterBar::filterChanged)
        , errors(&bar, &KeyFilterBar::errorChanged)
        , leavings(&bar, &KeyFilterBar::left)
    {
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(&bar);
        other = new QLineEdit(this);
        layout->addWidget(other);
        resize(800, 300);
        show();
        (void)QTest::qWaitForWindowActive(this);
        bar.setFocus();
    }

    KeyFilterField *field() const { return findChild<KeyFilterField *>(); }
    void type(const QString &text) const { QTest::keyClicks(field(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const { QTest::keyClick(field(), key, modifiers); }
    void enter(const QString &text) const
    {
        field()->clear();
        type(text);
        press(Qt::Key_Return);
    }
    QTreeWidget *list() const { return findChild<QTreeWidget *>(QStringLiteral("completions")); }
    QString offered() const
    {
        if (!list()->isVisible())
            return QStringLiteral("-");
        QStringList labels;
        for (int i = 0; i < list()->topLevelItemCount(); ++i)
            labels += list()->topLevelItem(i)->text(0);
        return labels.join(QLatin1Char(' '));
    }
    SavedFilters *menu() const { return findChild<SavedFilters *>(); }
    QAction *action(const char *name) const
    {
        const QList<QAction *> actions = menu()->actions();
        const auto found = std::ranges::find_if(actions, [name](const QAction *one) { return one->objectName() == QLatin1String(name); });
        return found == actions.end() ? nullptr : *found;
    }
    /// What the menu says above its actions, as it would when it opens.
    QStringList savedNames() const
    {
        emit menu()->aboutToShow();
        QStringList names;
        const QList<QAction *> actions = menu()->actions();
        for (const QAction *action : actions) {
            if (action->isSeparator())
                break;
            names += action->text().section(QLatin1Char('\t'), 0, 0);
        }
        return names;
    }
    SavedFiltersDialog *dialog() const { return findChild<SavedFiltersDialog *>(); }
    QTreeWidget *savedList() const { return dialog()->findChild<QTreeWidget *>(QStringLiteral("savedFilterList")); }
    void click(const char *button) const { QTest::mouseClick(dialog()->findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton); }
    /// Saves what is in the field under a name, as a person does.
    void saveAs(const QString &name)
    {
        emit menu()->aboutToShow();
        action("saveFilter")->trigger();
        auto *editor = savedList()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, name);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(settings.keys()->savedFilters().constLast().name, name); // the list takes it later
    }

    Settings settings;
    KeyFilterBar bar;
    QSignalSpy filters;
    QSignalSpy errors;
    QSignalSpy leavings;
    QLineEdit *other = nullptr;
};

QString labels(const QByteArray &line, qsizetype position)
{
    QStringList all;
    const Completions found = keyFilterCompletionsAt(line, position);
    for (const Completion &entry : found.entries)
        all += entry.label;
    return all.join(QLatin1Char(' '));
}

} // namespace

class TestKeyFilterBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.use()); }
    void init() { m_folder.clearSettings(); }

    void completionsKnowTheTerm_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<qsizetype>("position");
        QTest::addColumn<QString>("labels");
        QTest::newRow("beginning") << QByteArray("si") << qsizetype(2) << QStringLiteral("size> size<");
        QTest::newRow("behind another") << QByteArray("abc un") << qsizetype(6) << QStringLiteral("unread");
        QTest::newRow("before another") << QByteArray("un abc") << qsizetype(2) << QStringLiteral("unread");
        QTest::newRow("negated") << QByteArray("-unr") << qsizetype(4) << QStringLiteral("unread");
        QTest::newRow("just text") << QByteArray("session") << qsizetype(7) << QString();
        QTest::newRow("all there") << QByteArray("unread") << qsizetype(6) << QString();
        QTest::newRow("in quotation marks") << QByteArray("\"a si") << qsizetype(5) << QString();
        QTest::newRow("in an expression") << QByteArray("/a si") << qsizetype(5) << QString();
        QTest::newRow("behind an expression") << QByteArray("/a si/ si") << qsizetype(9) << QStringLiteral("size> size<");
        QTest::newRow("a size") << QByteArray("size>") << qsizetype(5) << QStringLiteral("1k 10k 100k 1m");
        QTest::newRow("a size begun") << QByteArray("size>10") << qsizetype(7) << QStringLiteral("10k 100k");
        QTest::newRow("a time") << QByteArray("ttl<=") << qsizetype(5) << QStringLiteral("1m 1h 1d 7d");
        QTest::newRow("no usual number") << QByteArray("class=") << qsizetype(6) << QString();
        QTest::newRow("an escape at the end") << QByteArray("\\") << qsizetype(1) << QString();
        QTest::newRow("a minus") << QByteArray("-k") << qsizetype(2) << QStringLiteral("key: key=");
    }
    void completionsKnowTheTerm()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const qsizetype, position);
        QTEST(labels(line, position), "labels");
    }

    void everyCompletionIsRead()
    {
        const Completions all = keyFilterCompletionsAt({}, 0);
        QVERIFY(all.entries.size() > 12);
        for (const Completion &entry : all.entries) {
            QVERIFY2(!entry.help.isEmpty(), qPrintable(entry.label));
            // The help has an example of what is not whole by itself.
            const QString example = entry.help.section(QStringLiteral("as in "), 1);
            QVERIFY2(entry.behind == Completion::Behind::Blank || !example.isEmpty(), qPrintable(entry.label));
            if (!example.isEmpty())
                QVERIFY2(std::holds_alternative<KeyFilter>(KeyFilter::parse(example)), qPrintable(example));
        }
    }

    void completionsTakeAnyBytes()
    {
        for (int seed = 0; seed < 3'000; ++seed) {
            QByteArray line;
            quint32 chance = quint32(seed) * 2'654'435'761U + 1;
            for (int i = 0; i < 1 + seed % 9; ++i) {
                chance = chance * 1'664'525U + 1'013'904'223U;
                line.append(" /\"\\-<>=s9k:\xff"[(chance >> 16) % 13]);
            }
            for (qsizetype position = 0; position <= line.size(); ++position) {
                const Completions found = keyFilterCompletionsAt(line, position);
                QVERIFY2(found.begin <= position && found.end >= position && found.end <= line.size(), line.constData());
            }
        }
    }

    void filtersAsItIsTyped()
    {
        Window window;
        window.type(QStringLiteral("session size>10k"));
        QVERIFY(window.filters.isEmpty());
        QTRY_COMPARE(window.filters.size(), 1);
        QCOMPARE(window.bar.filter().text(), QStringLiteral("session size>10k"));
        QCOMPARE(window.bar.filter().terms().size(), size_t(2));
        QVERIFY(window.bar.errorText().isEmpty());
    }

    void enterFiltersAtOnce()
    {
        Window window;
        window.enter(QStringLiteral("session"));
        QCOMPARE(window.filters.size(), 1);
        QCOMPARE(window.filters.constFirst().constFirst().value<KeyFilter>().text(), QStringLiteral("session"));
    }

    void whatCannotBeReadChangesNothing()
    {
        Window window;
        window.enter(QStringLiteral("session"));
        const int height = window.bar.height();
        window.enter(QStringLiteral("session size>much"));
        QCOMPARE(window.filters.size(), 1);
        QCOMPARE(window.bar.filter().text(), QStringLiteral("session"));
        QVERIFY(window.bar.errorText().contains(QStringLiteral("A size is expected")));
        QCOMPARE(window.errors.size(), 1);
        QCOMPARE(window.field()->toolTip(), window.bar.errorText());
        QCOMPARE(window.field()->accessibleDescription(), window.bar.errorText());
        QVERIFY(window.field()->hasFocus());
        QCOMPARE(window.bar.height(), height);
        window.enter(QStringLiteral("session size>9"));
        QVERIFY(window.bar.errorText().isEmpty());
        QVERIFY(window.field()->accessibleDescription().isEmpty());
        QVERIFY(window.field()->toolTip() != window.bar.errorText());
        QCOMPARE(window.filters.size(), 2);
    }

    void theWrongPartIsUnderlined()
    {
        Window window;
        window.enter(QStringLiteral("abc class=99"));
        const QImage wrong = window.field()->grab().toImage();
        window.field()->clear();
        window.enter(QStringLiteral("abc class=09"));
        const QImage right = window.field()->grab().toImage();
        // The two differ under the number, not under the word before it.
        const auto differ = [&](int from, int to) {
            for (int x = from; x < to; ++x) {
                for (int y = wrong.height() * 2 / 3; y < wrong.height() - 4; ++y) {
                    if (wrong.pixel(x, y) != right.pixel(x, y))
                        return true;
                }
            }
            return false;
        };
        const QFontMetrics metrics = window.field()->fontMetrics();
        const int before = metrics.horizontalAdvance(QStringLiteral("abc class="));
        QVERIFY(!differ(2, before - 4));
        QVERIFY(differ(before, before + 20));
    }

    void termsAreOfferedAsTheyAreTyped()
    {
        Window window;
        window.type(QStringLiteral("s"));
        QCOMPARE(window.offered(), QStringLiteral("size> size<"));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.bar.text(), QStringLiteral("size>"));
        QCOMPARE(window.offered(), QStringLiteral("1k 10k 100k 1m"));
        window.press(Qt::Key_Down);
        window.press(Qt::Key_Down);
        window.press(Qt::Key_Return);
        QCOMPARE(window.bar.text(), QStringLiteral("size>10k "));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.type(QStringLiteral("xyz"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
    }

    void allIsOfferedWhenItIsAskedFor()
    {
        Window window;
        window.press(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(window.offered().startsWith(QStringLiteral("size> size< ttl<")));
        QVERIFY(window.offered().contains(QStringLiteral("/…/")));
        window.press(Qt::Key_Escape);
        QCOMPARE(window.offered(), QStringLiteral("-"));
        QVERIFY(window.leavings.isEmpty());
        window.other->setFocus();
        QTest::mouseClick(window.findChild<QToolButton *>(QStringLiteral("keyFilterHelp")), Qt::LeftButton);
        QVERIFY(window.field()->hasFocus());
        QVERIFY(window.offered().startsWith(QStringLiteral("size> size< ttl<")));
    }

    void escapeClearsAndThenLeaves()
    {
        Window window;
        window.enter(QStringLiteral("session"));
        window.press(Qt::Key_Escape);
        QVERIFY(window.bar.text().isEmpty());
        QVERIFY(window.leavings.isEmpty());
        QTRY_COMPARE(window.filters.size(), 2);
        QVERIFY(window.bar.filter().isEmpty());
        window.press(Qt::Key_Escape);
        QCOMPARE(window.leavings.size(), 1);
    }

    void filtersThatWereUsedComeBack()
    {
        {
            Window window;
            window.enter(QStringLiteral("one"));
            window.enter(QStringLiteral("size>much"));
            window.enter(QStringLiteral("two"));
            window.field()->clear();
            window.type(QStringLiteral("three"));
            window.other->setFocus(); // as good as Enter
        }
        Window window;
        window.press(Qt::Key_Up);
        QCOMPARE(window.bar.text(), QStringLiteral("three"));
        window.press(Qt::Key_Up);
        window.press(Qt::Key_Up);
        QCOMPARE(window.bar.text(), QStringLiteral("one"));
        window.press(Qt::Key_Down);
        QCOMPARE(window.bar.text(), QStringLiteral("two"));
        QTRY_COMPARE(window.bar.filter().text(), QStringLiteral("two"));
        emit window.menu()->aboutToShow();
        const QList<QAction *> recent = window.findChild<QMenu *>(QStringLiteral("recentFilters"))->actions();
        QCOMPARE(recent.size(), 3);
        recent.constLast()->trigger();
        QCOMPARE(window.bar.filter().text(), QStringLiteral("one"));
    }

    void twoWindowsShareTheHistory()
    {
        Window one;
        Window other;
        one.enter(QStringLiteral("one"));
        other.enter(QStringLiteral("two"));
        QCOMPARE(one.settings.keys()->keyFilters(), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    }

    void filtersAreSavedUnderAName()
    {
        {
            Window window;
            QCOMPARE(window.savedNames(), QStringList{QStringLiteral("No filter was saved yet")});
            QVERIFY(!window.action("saveFilter")->isEnabled());
            window.enter(QStringLiteral("session unread"));
            window.saveAs(QStringLiteral("Dead & gone"));
            window.click("closeSavedFilters");
            window.enter(QStringLiteral("size>much"));
            emit window.menu()->aboutToShow();
            QVERIFY(!window.action("saveFilter")->isEnabled());
        }
        Window window;
        QCOMPARE(window.savedNames(), QStringList{QStringLiteral("Dead && gone")});
        window.menu()->actions().constFirst()->trigger();
        QCOMPARE(window.bar.filter().text(), QStringLiteral("session unread"));
        QCOMPARE(window.filters.size(), 1);
    }

    void savedFiltersAreRenamedAndDeletedAndUndone()
    {
        Window window;
        window.settings.keys()->setSavedFilters(
            {{QStringLiteral("a"), QStringLiteral("size>1k")}, {QStringLiteral("b"), QStringLiteral("unread")}});
        emit window.menu()->aboutToShow();
        window.action("changeFilters")->trigger();
        QTreeWidget *list = window.savedList();
        QCOMPARE(list->topLevelItemCount(), 2);
        QVERIFY(QTest::qWaitForWindowActive(window.dialog()));
        // A name that is taken, and then another.
        list->setCurrentItem(list->topLevelItem(1));
        window.click("renameFilterButton");
        QTest::keyClicks(list->findChild<QLineEdit *>(), QStringLiteral("a"));
        QTest::keyClick(list->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE(list->topLevelItem(1)->text(0), QStringLiteral("b"));
        QTRY_VERIFY(window.dialog()->findChild<QLabel *>(QStringLiteral("savedFilterNotice"))->text().contains(QStringLiteral("already")));
        QTRY_VERIFY(!list->findChild<QLineEdit *>());
        window.click("renameFilterButton");
        QTest::keyClicks(list->findChild<QLineEdit *>(), QStringLiteral("c"));
        QTest::keyClick(list->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE(window.settings.keys()->savedFilters().constLast().name, QStringLiteral("c"));
        QTRY_VERIFY(!list->findChild<QLineEdit *>());
        list->setCurrentItem(list->topLevelItem(0));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(window.settings.keys()->savedFilters().size(), 1);
        QCOMPARE(list->topLevelItemCount(), 1);
        QTest::keyClick(list, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(window.settings.keys()->savedFilters().constFirst().name, QStringLiteral("a"));
        QCOMPARE(list->currentItem()->text(0), QStringLiteral("a"));
        window.click("undoFilterChangeButton");
        QCOMPARE(window.settings.keys()->savedFilters().constLast().name, QStringLiteral("b"));
        QVERIFY(!window.dialog()->findChild<QPushButton *>(QStringLiteral("undoFilterChangeButton"))->isEnabled());
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(window.bar.filter().text(), list->currentItem()->text(1));
        QVERIFY(!window.dialog()->isVisible());
    }

    void noMoreAreKeptThanSettingsTake()
    {
        Settings settings;
        QList<SavedFilter> many;
        for (int i = 0; i < 500; ++i)
            many.append({QString::number(i), QStringLiteral("unread")});
        settings.keys()->setSavedFilters(many);
        QCOMPARE(settings.keys()->savedFilters().size(), KeySettings::mostSavedFilters);
        Window window;
        window.enter(QStringLiteral("one more"));
        emit window.menu()->aboutToShow();
        window.action("saveFilter")->trigger();
        QCOMPARE(settings.keys()->savedFilters().size(), KeySettings::mostSavedFilters);
        QVERIFY(window.dialog()->findChild<QLabel *>(QStringLiteral("savedFilterNotice"))->text().contains(QStringLiteral("200")));
    }

    void whatEveryoneTouchesHasAName()
    {
        const Window window;
        const QList<QWidget *> widgets = window.bar.findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
        for (const QWidget *widget : widgets) {
            if (widget->focusPolicy() != Qt::NoFocus)
                QVERIFY2(!widget->objectName().isEmpty() && !widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }

private:
    PrivateHome m_folder;
};

QTEST_MAIN(TestKeyFilterBar)
#include "tst_keyfilterbar.moc"
