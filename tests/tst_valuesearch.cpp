#include "tests/patience.h"
#include "tests/person.h"
#include "ui/results/hexview.h"
#include "ui/results/longtext.h"
#include "ui/results/valuefindbar.h"
#include "ui/workbench/findbar.h"

#include <QApplication>
#include <QClipboard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTabWidget>
#include <QThreadPool>
#include <QToolButton>

/// The search in a value, by keys and clicks in the whole window.
class TestValueSearch : public QObject
{
    Q_OBJECT

    RealServer m_server;

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.errorString())); }

    void keysAloneFindAndGoOn()
    {
        Person person;
        QVERIFY(show(person, QStringLiteral("\"alpha Beta gamma beta\\nbeta\"")));
        auto *text = person.see<LongText>("valueText");
        text->setFocus();
        QTest::keyClick(text, Qt::Key_F, Qt::ControlModifier);
        auto *field = person.see<QLineEdit>("valueFindText");
        QVERIFY(field->hasFocus());
        QVERIFY(!person.see<FindBar>("findBar")->isVisible()); // that of the script
        QTest::keyClicks(field, QStringLiteral("beta"));
        QTRY_COMPARE(count(person), QStringLiteral("1 of 3"));
        QCOMPARE(text->selectionStart(), 6);
        QCOMPARE(text->selectionEnd(), 10);
        QCOMPARE(person.see<HexView>("valueHex")->selectionStart(), 6);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(count(person), QStringLiteral("2 of 3"));
        QTest::keyClick(field, Qt::Key_F3);
        QCOMPARE(count(person), QStringLiteral("3 of 3"));
        QCOMPARE(text->selectionStart(), 22);
        QTest::keyClick(field, Qt::Key_F3);
        QCOMPARE(count(person), QStringLiteral("1 of 3 · went around"));
        QTest::keyClick(field, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(count(person), QStringLiteral("3 of 3 · went around"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count(person), QStringLiteral("2 of 3"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(text->hasFocus());
        QVERIFY(!field->isVisible());
        QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("beta"));
        QTest::keyClick(text, Qt::Key_F3); // goes on with what was sought last
        QTRY_COMPARE(text->selectionStart(), 22);
    }

    void caseCountsWhenAsked()
    {
        Person person;
        QVERIFY(show(person, QStringLiteral("\"beta Beta\"")));
        open(person, QStringLiteral("Beta"));
        QTRY_COMPARE(count(person), QStringLiteral("1 of 2"));
        person.click("valueFindCase");
        QTRY_COMPARE(count(person), QStringLiteral("1 of 1"));
        QCOMPARE(person.see<LongText>("valueText")->selectionStart(), 5);
    }

    void bytesAreFoundInEitherView()
    {
        Person person;
        QVERIFY(show(person, QStringLiteral("hex:00FF0D0A41FF0D0A")));
        person.see<QTabWidget>("valueTabs")->setCurrentIndex(1);
        auto *hex = person.see<HexView>("valueHex");
        hex->setFocus();
        QTest::keyClick(hex, Qt::Key_F, Qt::ControlModifier);
        auto *field = person.see<QLineEdit>("valueFindText");
        QVERIFY(field->hasFocus());
        person.click("valueFindHex");
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("ff 0d"));
        QTRY_COMPARE(count(person), QStringLiteral("1 of 2"));
        QCOMPARE(hex->selectionStart(), 1);
        QCOMPARE(hex->selectionEnd(), 3);
        person.click("valueFindNext");
        QCOMPARE(hex->selectionStart(), 5);
        person.click("valueFindPrevious");
        QCOMPARE(hex->selectionStart(), 1);
        QTest::keyClicks(field, QStringLiteral("0"));
        QCOMPARE(count(person), QStringLiteral("Not whole bytes: two digits each"));
        QVERIFY(!person.see<QToolButton>("valueFindNext")->isEnabled());
        QTest::keyClicks(field, QStringLiteral("x"));
        QCOMPARE(count(person), QStringLiteral("Not hexadecimal: only 0 to 9 and A to F"));
    }

    void anotherValueIsSearchedForTheSame()
    {
        Person person;
        QVERIFY(show(person, QStringLiteral("\"a b a\"")));
        open(person, QStringLiteral("a"));
        QTRY_COMPARE(count(person), QStringLiteral("1 of 2"));
        QVERIFY(store(person, QStringLiteral("xyz")));
        QCOMPARE(person.see<LongText>("valueText")->visibleText(), QStringLiteral("xyz"));
        QTRY_COMPARE(count(person), QStringLiteral("No match"));
        QVERIFY(store(person, QStringLiteral("aaa")));
        QTRY_COMPARE(count(person), QStringLiteral("Matches: 3"));
    }

    void rowWithoutAValueHasNothingToSearch()
    {
        Person person;
        QVERIFY(show(person, QStringLiteral("\"a b a\"")));
        open(person, QStringLiteral("a"));
        QTRY_COMPARE(count(person), QStringLiteral("1 of 2"));
        for (const char *command : {"DELETE k", "STAT"}) {
            QVERIFY(store(person, QStringLiteral("\"a b a\"")));
            person.command(QLatin1String(command));
            QTRY_COMPARE(person.cell(0, 1), QString::fromLatin1(command).section(QLatin1Char(' '), 0, 0));
            QTRY_VERIFY(isIdle(person));
            QTRY_COMPARE(person.see<LongText>("valueText")->visibleText(), QString());
            QTRY_COMPARE(count(person), QStringLiteral("No match"));
        }
    }

    void nothingOldIsGoneToWhileSearching()
    {
        const auto bytes = std::make_shared<const QByteArray>("a a ab");
        ValueFindBar bar(QStringLiteral("valueFind"), [] { return std::pair<qsizetype, qsizetype>(0, 0); });
        bar.setBytes(*bytes, bytes);
        bar.open();
        const QSignalSpy chosen(&bar, &ValueFindBar::chosen);
        auto *field = bar.findChild<QLineEdit *>(QStringLiteral("valueFindText"));
        QTest::keyClicks(field, QStringLiteral("a"));
        QTRY_COMPARE(chosen.size(), 1);
        QThreadPool::globalInstance()->setMaxThreadCount(1);
        QSemaphore hold;
        QThreadPool::globalInstance()->start([&hold] { hold.acquire(); });
        QTest::keyClicks(field, QStringLiteral("b"));
        QTest::keyClick(field, Qt::Key_Return);
        const qsizetype chosenMeanwhile = chosen.size();
        hold.release();
        QThreadPool::globalInstance()->waitForDone();
        QThreadPool::globalInstance()->setMaxThreadCount(QThread::idealThreadCount());
        QCOMPARE(chosenMeanwhile, 1);
        QTRY_COMPARE(chosen.size(), 2);
        QCOMPARE(chosen.last().first().toLongLong(), 4);
    }

    void shortcutIsTheScriptsElsewhere()
    {
        Person person;
        QVERIFY(person.activate());
        person.see<ScriptEditor>("script")->setFocus();
        QTest::keyClick(person.see<ScriptEditor>("script"), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(person.see<FindBar>("findBar")->isVisible());
        QVERIFY(!person.see<QWidget>("valueFindBar")->isVisible());
    }

private:
    static QString count(const Person &person) { return person.see<ElidedLabel>("valueFindCount")->text(); }
    static void open(Person &person, const QString &text)
    {
        person.see<LongText>("valueText")->setFocus();
        QTest::keyClick(person.see<LongText>("valueText"), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(person.see<QLineEdit>("valueFindText"), text);
    }
    /// Stores `value`, as the language writes it, and looks at it.
    bool show(Person &person, const QString &value)
    {
        person.window().resize(1300, 800);
        if (!person.activate())
            return false;
        person.connectTo(m_server);
        return comesTrue([&person] { return person.state().startsWith(QLatin1String("Connected")); }) && store(person, value);
    }
    static bool store(Person &person, const QString &value)
    {
        for (const char *command : {"SET", "GET"}) {
            person.command(QLatin1String(command) + QStringLiteral(" k ") + (QByteArrayView(command) == "SET" ? value : QString()));
            if (!comesTrue([&] { return person.rows() == 1 && person.cell(0, 1) == QLatin1String(command) && isIdle(person); }))
                return false;
        }
        return !person.see<LongText>("valueText")->visibleText().isEmpty();
    }
    static bool isIdle(const Person &person) { return !person.see<QToolButton>("cancelButton")->defaultAction()->isEnabled(); }
};

QTEST_MAIN(TestValueSearch)
#include "tst_valuesearch.moc"
