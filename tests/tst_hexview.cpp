#include "ui/results/hexview.h"
#include "ui/results/longtext.h"
#include "ui/results/valuetext.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QPushButton>
#include <QScrollBar>
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
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    }

    void longTextIsCutUntilAllIsAskedFor()
    {
        const auto bytes = std::make_shared<QByteArray>(QByteArray("0123456789").repeated(50'000));
        ValueText view;
        view.resize(600, 400);
        view.show();
        view.setBytes(*bytes, bytes);
        auto *text = view.findChild<LongText *>();
        auto *all = view.findChild<QPushButton *>(QStringLiteral("showAll"));
        QTRY_VERIFY(all->isEnabled());
        QVERIFY(all->isVisible());
        QTest::mouseClick(all, Qt::LeftButton);
        QTRY_VERIFY(!all->isVisible());
        text->selectAll();
        text->copy();
        QCOMPARE(QApplication::clipboard()->text().size(), bytes->size());
        QVERIFY(QApplication::clipboard()->text() == QString::fromLatin1(*bytes));
    }

    void brokenLinesAreCopiedAsTheyWere()
    {
        LongText text;
        const QString line = QString(9000, QLatin1Char('x'));
        text.append(QStringLiteral("a\n") + line);
        text.append(line + QStringLiteral("\nb"));
        text.selectAll();
        text.copy();
        QVERIFY(QApplication::clipboard()->text() == QStringLiteral("a\n") + line + line + QStringLiteral("\nb"));
    }
};

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
