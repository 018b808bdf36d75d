#include "tests/privatehome.h"
#include "ui/settings.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/commandfield.h"
#include "ui/workbench/commandhistory.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace {

/// The bar in a window of its own, used by keys and clicks.
class Window : public QWidget
{
public:
    Window()
        : bar(&m_settings, this)
        , spy(&bar, &CommandBar::runRequested)
    {
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(&bar);
        other = new QLineEdit(this);
        layout->addWidget(other);
        resize(800, 300);
        show();
        (void)QTest::qWaitForWindowActive(this);
        field()->setFocus();
    }

    CommandField *field() const { return static_cast<CommandField *>(bar.field()); }
    void type(const QString &text) const { QTest::keyClicks(field(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const { QTest::keyClick(field(), key, modifiers); }
    void enter(const QString &text) const
    {
        type(text);
        press(Qt::Key_Return);
    }
    QString text() const { return field()->text(); }
    QTreeWidget *list() const { return findChild<QTreeWidget *>(QStringLiteral("completions")); }
    /// What is offered, joined by blanks; "-" with no list open.
    QString offered() const
    {
        if (!list()->isVisible())
            return QStringLiteral("-");
        QStringList labels;
        for (int i = 0; i < list()->topLevelItemCount(); ++i)
            labels += list()->topLevelItem(i)->text(0);
        return labels.join(QLatin1Char(' '));
    }
    QLabel *tip() const { return findChild<QLabel *>(QStringLiteral("callTip")); }
    QListWidget *lines() const { return findChild<QListWidget *>(QStringLiteral("historyLines")); }
    QLineEdit *words() const { return findChild<QLineEdit *>(QStringLiteral("historyWords")); }
    QString ran() { return spy.isEmpty() ? QString() : QString::fromUtf8(spy.takeLast().constFirst().value<ScriptJob>().text); }

private:
    Settings m_settings;

public:
    CommandBar bar;
    QSignalSpy spy;
    QLineEdit *other;
};

} // namespace

class TestCommandBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.use()); }
    void init() { m_folder.clearSettings(); }

    void namesAreOfferedAsTheyAreTyped()
    {
        const Window window;
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.type(QStringLiteral("ge"));
        QCOMPARE(window.offered(), QStringLiteral("get getq getk getkq"));
        window.press(Qt::Key_Down);
        window.press(Qt::Key_Down);
        window.press(Qt::Key_Return);
        QCOMPARE(window.text(), QStringLiteral("getq "));
        QVERIFY(window.spy.isEmpty());
        QCOMPARE(window.offered(), QStringLiteral("-"));
        QVERIFY(window.tip()->isVisible());
        QVERIFY(window.tip()->text().contains(QStringLiteral("<u>key</u>")));
    }

    void tabTakesTheFirstAndMovesOnWithNothingOffered()
    {
        const Window window;
        window.type(QStringLiteral("SET k v t"));
        QCOMPARE(window.offered(), QStringLiteral("ttl="));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.text(), QStringLiteral("SET k v ttl="));
        QCOMPARE(window.offered(), QStringLiteral("30s 5m 1h 1d 7d never @"));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.text(), QStringLiteral("SET k v ttl=30s"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        QVERIFY(window.field()->hasFocus());
        window.press(Qt::Key_Tab);
        QVERIFY(!window.field()->hasFocus());
    }

    void enterRunsWhileNothingIsChosen()
    {
        Window window;
        window.type(QStringLiteral("NOO"));
        QCOMPARE(window.offered(), QStringLiteral("NOOP"));
        window.enter(QStringLiteral("P"));
        QCOMPARE(window.ran(), QStringLiteral("NOOP"));
        QCOMPARE(window.text(), QString());
        window.type(QStringLiteral("VERSIO"));
        window.press(Qt::Key_Return);
        QVERIFY(window.spy.isEmpty());
        QVERIFY(window.findChild<QLabel *>(QStringLiteral("commandMessage"))->isVisible());
        QCOMPARE(window.offered(), QStringLiteral("-"));
    }

    void escapeClosesUntilTheNextWord()
    {
        const Window window;
        window.type(QStringLiteral("g"));
        QVERIFY(window.offered() != QStringLiteral("-"));
        window.press(Qt::Key_Escape);
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.type(QStringLiteral("at"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        QVERIFY(!window.tip()->isVisible());
        window.type(QStringLiteral(" k 1"));
        QCOMPARE(window.offered(), QStringLiteral("1s 1m 1h 1d"));
        window.press(Qt::Key_Escape);
        window.press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(window.offered(), QStringLiteral("1s 1m 1h 1d"));
    }

    void formsOfValuesWaitForALetterOrAKey()
    {
        const Window window;
        window.type(QStringLiteral("SET k "));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(window.offered(), QStringLiteral("hex: base64: file:"));
    }

    void keysOfEarlierCommandsAreOffered()
    {
        {
            const Window window;
            window.enter(QStringLiteral("SET user:1 \"a b\""));
            window.enter(QStringLiteral("GET \"with blank\""));
            window.type(QStringLiteral("GET us"));
            QCOMPARE(window.offered(), QStringLiteral("user:1"));
        }
        const Window window;
        window.type(QStringLiteral("TOUCH w"));
        QCOMPARE(window.offered(), QStringLiteral("with blank"));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.text(), QStringLiteral("TOUCH \"with blank\" "));
    }

    void completionByClickReplacesTheWholeWord()
    {
        const Window window;
        window.type(QStringLiteral("STAT set"));
        QCOMPARE(window.offered(), QStringLiteral("settings"));
        const QRect place = window.list()->visualItemRect(window.list()->topLevelItem(0));
        QTest::mouseClick(window.list()->viewport(), Qt::LeftButton, {}, place.center());
        QCOMPARE(window.text(), QStringLiteral("STAT settings"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(window.text() != QStringLiteral("STAT settings"));
    }

    void placesInTextThatIsNotAsciiAreRight()
    {
        const Window window;
        window.field()->insert(QStringLiteral("SET \u00fcber \U0001F30D"));
        window.type(QStringLiteral(" t"));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.text(), QStringLiteral("SET \u00fcber \U0001F30D ttl="));
    }

    void popupGoesWithTheFocus()
    {
        const Window window;
        window.type(QStringLiteral("g"));
        window.other->setFocus();
        QCOMPARE(window.offered(), QStringLiteral("-"));
        QVERIFY(!window.tip()->isVisible());
    }

    void upAndDownKeepTheHistory()
    {
        const Window window;
        window.enter(QStringLiteral("GET one"));
        window.enter(QStringLiteral("GET two"));
        window.press(Qt::Key_Up);
        QCOMPARE(window.text(), QStringLiteral("GET two"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.press(Qt::Key_Up);
        QCOMPARE(window.text(), QStringLiteral("GET one"));
        window.press(Qt::Key_Down);
        window.press(Qt::Key_Down);
        QCOMPARE(window.text(), QString());
    }

    void historyIsSearchedAsWordsAreTyped()
    {
        const Window window;
        for (const char *line : {"SET user:1 a", "GET user:1", "GET other", "STAT"})
            window.enter(QLatin1String(line));
        window.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(window.words()->isVisible());
        QCOMPARE(window.lines()->count(), 4);
        QCOMPARE(window.lines()->item(0)->text(), QStringLiteral("STAT"));
        QTest::keyClicks(window.words(), QStringLiteral("user get"));
        QCOMPARE(window.lines()->count(), 1);
        QTest::keyClick(window.words(), Qt::Key_Return);
        QVERIFY(!window.words()->isVisible());
        QCOMPARE(window.text(), QStringLiteral("GET user:1"));
        QVERIFY(window.spy.size() == 4);

        QTest::mouseClick(window.findChild<QToolButton *>(QStringLiteral("searchHistoryButton")), Qt::LeftButton);
        QTRY_VERIFY(window.words()->isVisible());
        QTest::keyClick(window.words(), Qt::Key_Down);
        QTest::keyClick(window.words(), Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(window.lines()->count(), 3);
        QTest::keyClick(window.words(), Qt::Key_Escape);
        QVERIFY(!window.words()->isVisible());
        QCOMPARE(window.text(), QStringLiteral("GET user:1"));
        QCOMPARE(Settings().commands(),
                 QStringList({QStringLiteral("SET user:1 a"), QStringLiteral("GET user:1"), QStringLiteral("STAT")}));
    }

    void privateLinesAreNotKept()
    {
        Window window;
        window.enter(QStringLiteral(" SET secret:1 x"));
        QCOMPARE(window.ran(), QStringLiteral(" SET secret:1 x"));
        auto *button = window.findChild<QToolButton *>(QStringLiteral("privateButton"));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(window.bar.privateAction()->isChecked());
        window.enter(QStringLiteral("SET secret:2 x"));
        QCOMPARE(window.ran(), QStringLiteral("SET secret:2 x"));
        QVERIFY(Settings().commands().isEmpty());
        window.press(Qt::Key_Up);
        QCOMPARE(window.text(), QString());
        QTest::mouseClick(button, Qt::LeftButton);
        window.field()->setFocus();
        window.type(QStringLiteral("GET sec"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        QVERIFY(button->toolTip().contains(QStringLiteral("blank")));
        QVERIFY(window.field()->toolTip().contains(QStringLiteral("blank")));
    }

    void historyKnowsWhatMatches()
    {
        CommandHistory history({QStringLiteral("GET a"), QStringLiteral("SET a b"), QStringLiteral("get B")});
        QCOMPARE(history.matching(QStringLiteral("GET")), QStringList({QStringLiteral("get B"), QStringLiteral("GET a")}));
        QCOMPARE(history.matching(QStringLiteral(" b set ")), QStringList{QStringLiteral("SET a b")});
        QCOMPARE(history.matching(QString()).size(), 3);
        history.remove(QStringLiteral("SET a b"));
        QCOMPARE(history.lines().size(), 2);
        history.add(QStringLiteral(" secret"));
        QCOMPARE(history.lines().size(), 2);
    }

private:
    PrivateHome m_folder;
};

QTEST_MAIN(TestCommandBar)
#include "tst_commandbar.moc"
