#include "ui/results/longtext.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

class TestLongText : public QObject
{
    Q_OBJECT

private slots:
    void keysSelectAndCopy()
    {
        View view("one \xff two\nthree\n");
        QTest::keyClick(&view.text, Qt::Key_Right);
        QTest::keyClick(&view.text, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(view.copied(), QStringLiteral("ne \\xFF two"));
        QTest::keyClick(&view.text, Qt::Key_Right); // over the line end
        QCOMPARE(view.text.selectionStart(), 10);
        QTest::keyClick(&view.text, Qt::Key_Left);
        QCOMPARE(view.text.selectionStart(), 9);
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(&view.text, Qt::Key_Left);
        QCOMPARE(view.text.selectionStart(), 5);
        QTest::keyClick(&view.text, Qt::Key_Left); // a byte that is written out is passed as a whole
        QCOMPARE(view.text.selectionStart(), 4);
        QTest::keyClick(&view.text, Qt::Key_Right);
        QCOMPARE(view.text.selectionStart(), 5);
        QTest::keyClick(&view.text, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(&view.text, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(view.copied(), QStringLiteral("one \\xFF two\n"));
        QTest::keyClick(&view.text, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.text.selectionStart(), 16);
        QTest::keyClick(&view.text, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.copied(), QStringLiteral("one \\xFF two\nthree\n"));
    }

    void movingByRowsKeepsTheColumn()
    {
        View view("abcdefgh\nx\nabcdefgh");
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&view.text, Qt::Key_Right);
        QTest::keyClick(&view.text, Qt::Key_Down);
        QCOMPARE(view.text.selectionStart(), 10);
        QTest::keyClick(&view.text, Qt::Key_Down);
        QCOMPARE(view.text.selectionStart(), 11 + 5);
        QTest::keyClick(&view.text, Qt::Key_Up);
        QTest::keyClick(&view.text, Qt::Key_Up);
        QCOMPARE(view.text.selectionStart(), 5);
    }

    void brokenLinesAreCopiedAsTheyWere()
    {
        const QByteArray line(9000, 'x');
        View view("a\n" + line + "\nb");
        QVERIFY(view.text.visibleText().count(QLatin1Char('\n')) > 3);
        view.text.selectAll();
        QCOMPARE(view.copied(), QString::fromLatin1("a\n" + line + "\nb"));
    }

    void mouseSelectsWhereItPoints()
    {
        View view("first line\nsecond line here\nthird");
        const int row = view.text.fontMetrics().lineSpacing();
        const auto behind = [&view](const char *text) { return 4 + view.text.fontMetrics().horizontalAdvance(QLatin1String(text)); };
        QTest::mouseDClick(view.text.viewport(), Qt::LeftButton, {}, {behind("second li"), row + row / 2});
        QCOMPARE(view.copied(), QStringLiteral("line"));
        QTest::mouseClick(view.text.viewport(), Qt::LeftButton, {}, {behind("fi"), row / 2});
        QTest::mouseClick(view.text.viewport(), Qt::LeftButton, Qt::ShiftModifier, {behind("thi"), row * 2 + row / 2});
        QCOMPARE(view.copied(), QStringLiteral("rst line\nsecond line here\nthi"));
    }

    void wheelAndScrollBarGoByRows()
    {
        View view(numberedLines(1000));
        view.turn(-1);
        const int lines = QApplication::wheelScrollLines();
        QCOMPARE(view.top(), QStringLiteral("line %1").arg(lines));
        view.turn(1);
        QCOMPARE(view.top(), QStringLiteral("line 0"));
        QScrollBar *bar = view.text.verticalScrollBar();
        bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        QCOMPARE(view.top(), QStringLiteral("line 1"));
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        QCOMPARE(view.top(), QStringLiteral("line 1"));
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
        QCOMPARE(view.top(), QStringLiteral("line 0"));
        bar->setSliderPosition(bar->maximum() / 2); // as by dragging
        QVERIFY(view.top().startsWith(QLatin1String("line 4")) || view.top().startsWith(QLatin1String("line 5")));
        bar->triggerAction(QAbstractSlider::SliderToMaximum);
        QVERIFY(view.text.visibleText().endsWith(QLatin1String("line 999\n")));
    }

    void anotherWidthKeepsThePlace()
    {
        QByteArray bytes;
        for (int i = 0; i < 3000; ++i)
            bytes += "word" + QByteArray::number(i) + ' ';
        View view(bytes);
        view.text.select(15'000, 15'004);
        const QString before = view.top();
        view.text.resize(900, 200);
        QVERIFY(view.text.visibleText().contains(before.section(QLatin1Char(' '), 2, 3)));
        QVERIFY(!view.text.grab().isNull());
    }

    void anotherValueBeginsAtItsBeginning()
    {
        View view(numberedLines(1000));
        QTest::keyClick(&view.text, Qt::Key_End, Qt::ControlModifier);
        QVERIFY(view.text.visibleText().endsWith(QLatin1String("line 999\n")));
        view.set(numberedLines(100));
        QCOMPARE(view.top(), QStringLiteral("line 0"));
        QCOMPARE(view.text.verticalScrollBar()->value(), 0);
    }

    void barOfAWideRowGoesWithItsValue()
    {
        View view("");
        QVERIFY(view.text.fontMetrics().horizontalAdvance(QLatin1Char('W')) > view.text.fontMetrics().horizontalAdvance(QLatin1Char('0')));
        view.set(QByteArray(1000, 'W'));
        QVERIFY(!view.text.grab().isNull());
        QVERIFY(view.text.horizontalScrollBar()->maximum() > 0);
        view.set("x");
        QCOMPARE(view.text.horizontalScrollBar()->maximum(), 0);
    }

    void hugeOneLineIsShownAtOnce()
    {
        View view(QByteArray("0123456789abcdef").repeated(6'250'000) + "the end");
        QTest::keyClick(&view.text, Qt::Key_End, Qt::ControlModifier);
        QVERIFY(view.text.visibleText().endsWith(QLatin1String("the end")));
        QTest::keyClick(&view.text, Qt::Key_PageUp);
        QVERIFY(view.text.selectionStart() < 100'000'000);
        QTest::keyClick(&view.text, Qt::Key_Home, Qt::ControlModifier);
        QVERIFY(view.text.visibleText().startsWith(QLatin1String("0123456789")));
        view.text.select(50'000'000, 50'000'005);
        QVERIFY(!view.text.grab().isNull());
        QVERIFY(view.text.verticalScrollBar()->value() > 49'000'000);
        QCOMPARE(view.copied(), QStringLiteral("01234"));
    }

    void emptyIsNoTrouble()
    {
        View view("");
        for (const int key :
             {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_PageDown, Qt::Key_PageUp, Qt::Key_Home, Qt::Key_End})
            QTest::keyClick(&view.text, Qt::Key(key));
        view.turn(-1);
        view.text.selectAll();
        view.text.copy();
        QTest::mouseDClick(view.text.viewport(), Qt::LeftButton, {}, {50, 50});
        QVERIFY(!view.text.grab().isNull());
    }

    void matchesAreMarked()
    {
        View view("some words, some more");
        const QImage before = view.text.grab().toImage();
        view.text.setMatches(std::make_shared<const ByteMatches>(findBytes(view.bytes, {.bytes = "some", .exact = true})));
        const QImage after = view.text.grab().toImage();
        QVERIFY(before != after);
        view.text.setMatches({});
        QCOMPARE(view.text.grab().toImage(), before);
    }

    void screenReadersReadWhatIsInSight()
    {
        View view("hello\nworld");
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(&view.text);
        QVERIFY(access);
        QCOMPARE(access->text(QAccessible::Value), QStringLiteral("hello\nworld"));
        QVERIFY(access->state().readOnly);
    }

    void muchIsCopiedInTheBackground()
    {
        View view(QByteArray("\xc3\xa4").repeated(5'000'000));
        const QSignalSpy told(&view.text, &LongText::told);
        view.text.selectAll();
        view.text.copy();
        QTRY_COMPARE(told.size(), 2);
        QVERIFY(QApplication::clipboard()->text() == QString(5'000'000, QChar(0xe4)));
        view.text.copy(); // what is being made when something else is copied is dropped
        QTest::keyClick(&view.text, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(&view.text, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.copied(), QStringLiteral("\u00e4"));
        QCOMPARE(told.size(), 4);
        view.set(QByteArray(ByteCopy::most + 1, 'x'));
        view.text.selectAll();
        view.text.copy();
        QTRY_COMPARE(told.size(), 6);
        QCOMPARE(QApplication::clipboard()->text().size(), ByteCopy::most);
        QVERIFY(told.last().first().toString().contains(QStringLiteral("16")));
    }

private:
    static QByteArray numberedLines(int count)
    {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes += "line " + QByteArray::number(i) + '\n';
        return bytes;
    }

    struct View
    {
        explicit View(const QByteArray &value)
        {
            text.resize(500, 200);
            text.show();
            set(value);
            text.setFocus();
        }
        void set(const QByteArray &value)
        {
            const auto owner = std::make_shared<QByteArray>(value);
            bytes = *owner;
            text.setBytes(bytes, owner);
        }
        QString copied()
        {
            QTest::keyClick(&text, Qt::Key_C, Qt::ControlModifier);
            return QApplication::clipboard()->text();
        }
        QString top() const { return text.visibleText().section(QLatin1Char('\n'), 0, 0); }
        void turn(int steps)
        {
            const QPointF place(50, 50);
            QWheelEvent event(place, text.viewport()->mapToGlobal(place), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QApplication::sendEvent(text.viewport(), &event);
        }

        LongText text;
        QByteArrayView bytes;
    };
};

QTEST_MAIN(TestLongText)
#include "tst_longtext.moc"
