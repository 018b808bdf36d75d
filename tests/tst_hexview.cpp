#include "ui/results/hexview.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

class TestHexView : public QObject
{
    Q_OBJECT

private slots:
    void keysSelectAndCopy()
    {
        const auto bytes = std::make_shared<QByteArray>(QByteArray::fromHex("00ff41420a") + QByteArray(40, 'x'));
        HexView view;
        view.resize(700, 200);
        view.setBytes(*bytes, bytes);
        view.show();
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("FF 41"));
        view.copyText();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("\\xFFA"));
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(&view, Qt::Key_Home, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QString::fromLatin1(bytes->toHex(' ').toUpper()));
    }

    void mouseSelectsWhereItPoints()
    {
        const auto bytes = std::make_shared<QByteArray>("0123456789abcdefghij");
        HexView view;
        view.resize(800, 200);
        view.setBytes(*bytes, bytes);
        view.show();
        // The first byte of the second line stands at the left edge of the columns, whatever the font.
        const int lineHeight = view.fontMetrics().height() + 2;
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {10, lineHeight + 2});
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("67"));
    }

    void findingIsOfferedWhereSomebodyFinds()
    {
        HexView view;
        view.show();
        const auto entries = [&view] {
            QContextMenuEvent event(QContextMenuEvent::Keyboard, {5, 5}, view.mapToGlobal(QPoint(5, 5)));
            QApplication::sendEvent(view.viewport(), &event);
            auto *menu = view.findChild<QMenu *>();
            const qsizetype count = menu->actions().size();
            delete menu;
            return count;
        };
        const qsizetype before = entries();
        connect(&view, &HexView::findRequested, &view, [] {});
        QCOMPARE(entries(), before + 1);
    }

    void nothingIsNoTrouble()
    {
        HexView view;
        view.setBytes({}, {});
        view.show();
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        view.copy();
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QVERIFY(!view.grab().isNull());
    }

    void anyLengthIsPaintedAtOnce()
    {
        const auto bytes = std::make_shared<QByteArray>(64 * 1024 * 1024, 'x');
        HexView view;
        view.resize(800, 600);
        view.setBytes(*bytes, bytes);
        view.show();
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!view.grab().isNull());
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    }

    void longSelectionsAreCopiedInTheBackground()
    {
        const auto bytes = std::make_shared<QByteArray>(5'000'000, '\xab');
        HexView view;
        const QSignalSpy told(&view, &HexView::told);
        view.setBytes(*bytes, bytes);
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(told.size(), 2);
        QVERIFY(QApplication::clipboard()->text() == QStringLiteral("AB ").repeated(bytes->size()).chopped(1));
    }

    void placesAreSelectedAndShown()
    {
        const auto bytes = std::make_shared<QByteArray>(QByteArray(1'000'000, '.'));
        bytes->replace(900'000, 4, "here");
        HexView view;
        view.resize(800, 300);
        view.setBytes(*bytes, bytes);
        view.show();
        view.setMatches(std::make_shared<const ByteMatches>(findBytes(*bytes, {.bytes = "here", .exact = true})));
        view.select(900'000, 4);
        QCOMPARE(view.selectionStart(), 900'000);
        QCOMPARE(view.selectionEnd(), 900'004);
        QVERIFY(view.verticalScrollBar()->value() > 0);
        QVERIFY(!view.grab().isNull());
        view.copyText();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("here"));
    }
};

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
