#include "tests/patience.h"
#include "ui/values/diffview.h"

#include "ui/theme.h"
#include "ui/values/diffarea.h"

#include <QComboBox>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

/// What differs in two values, to look at.
class TestDiffView : public QObject
{
    Q_OBJECT

private:
    static DiffSide side(const QByteArray &stored, Serialization serialization = Serialization::Text)
    {
        DiffSide side{.stored = stored};
        side.steps.compression = CompressionStep{.certainty = Certainty::Chosen};
        side.steps.serialization = SerializationStep{.serialization = serialization, .certainty = Certainty::Chosen};
        return side;
    }
    static bool compares(DiffView &view, const DiffSide &before, const DiffSide &after)
    {
        const QSignalSpy spy(&view, &DiffView::compared);
        view.compare(before, after);
        return comesTrue([&spy] { return spy.size() == 1; });
    }
    /// A row in short: "2 -old | 2 +new".
    static QString shown(const DiffRows &rows, int row)
    {
        const auto words = [](const DiffCell &cell) {
            static constexpr const char *signs[] = {"", "=", "-", "+"};
            return cell.kind == DiffCell::Kind::None
                ? QString()
                : QStringLiteral("%1 %2%3[%4]%5").arg(cell.place, QLatin1String(signs[int(cell.kind)]), cell.head, cell.change, cell.tail);
        };
        const DiffRows::Row found = rows.at(row);
        return words(found.before) + QStringLiteral(" | ") + words(found.after);
    }
    static QString countText(const DiffView &view) { return view.area()->accessibleDescription(); }

private slots:
    void initTestCase() { applyTheme(Theme::Light); }

    void rowsSayWhatIsGoneAndWhatIsNew()
    {
        const auto difference = compareLines("same\nold line\ngone\nend\n", "same\nnew line\nend\nmore\n");
        const DiffRows unified(difference, DiffRows::Layout::Unified);
        QCOMPARE(unified.count(), 6);
        QCOMPARE(shown(unified, 0), QStringLiteral("1 =same[] | 1 =same[]"));
        QCOMPARE(shown(unified, 1), QStringLiteral("2 -[old] line | "));
        QCOMPARE(shown(unified, 2), QStringLiteral("3 -[gone] | "));
        QCOMPARE(shown(unified, 3), QStringLiteral(" | 2 +[new] line"));
        QCOMPARE(shown(unified, 5), QStringLiteral(" | 4 +[more]"));
        QCOMPARE(unified.changeCount(), 2);
        QCOMPARE(unified.rowsOf(0), std::pair(1, 4));
        QCOMPARE(unified.changeAt(0), -1);
        QCOMPARE(unified.changeAt(2), 0);
        QCOMPARE(unified.changeAt(5), 1);
        const DiffRows beside(difference, DiffRows::Layout::SideBySide);
        QCOMPARE(beside.count(), 5);
        QCOMPARE(shown(beside, 1), QStringLiteral("2 -[old] line | 2 +[new] line"));
        QCOMPARE(shown(beside, 2), QStringLiteral("3 -[gone] | "));
    }

    void aLongLineIsShownWhereItChanged()
    {
        const QByteArray before = QByteArray(50'000, 'a') + "OLD" + QByteArray(50'000, 'b') + '\n';
        const QByteArray after = QByteArray(50'000, 'a') + "NEW" + QByteArray(50'000, 'b') + '\n';
        const DiffRows rows(compareLines(before, after), DiffRows::Layout::Unified);
        QCOMPARE(rows.at(0).before.change, QStringLiteral("OLD"));
        QCOMPARE(rows.at(1).after.change, QStringLiteral("NEW"));
        QVERIFY(rows.at(0).before.text().size() < 1'000);
        QVERIFY(rows.at(0).before.head.startsWith(QChar(0x2026)) && rows.at(0).before.tail.endsWith(QChar(0x2026)));
    }

    void bytesStandInRows()
    {
        const DiffRows rows(compareBytes(QByteArray(20, 'a') + "x" + QByteArray(3, 'b'), QByteArray(20, 'a') + "yz" + QByteArray(3, 'b')),
                            DiffRows::Layout::Unified);
        QCOMPARE(rows.count(), 5); // 16 + 4, one gone, one new, 3
        QVERIFY(rows.at(2).before.text().startsWith(QStringLiteral("78 ")) && rows.at(2).before.text().endsWith(QStringLiteral(" x")));
        QVERIFY(rows.at(3).after.text().startsWith(QStringLiteral("79 7a ")));
        QCOMPARE(rows.at(2).before.place, QStringLiteral("0014"));
        QCOMPARE(rows.at(4).after.place, QStringLiteral("0016"));
    }

    void meaningIsComparedWhereThereIsOne()
    {
        DiffView view(QStringLiteral("diff"));
        view.resize(1'200, 400);
        view.show();
        QVERIFY(compares(view, side("{\"a\":1,\"b\":2}", Serialization::Json), side("{\"a\":1,\"b\":3}", Serialization::Json)));
        QCOMPARE(view.changeCount(), 1);
        QVERIFY(shown(view.area()->rows(), 2).contains(QStringLiteral("\"b\": [2]")));
        auto *form = view.findChild<QComboBox *>(QStringLiteral("diffForm"));
        QVERIFY(form->isVisible());
        form->setFocus();
        QTest::keyClick(form, Qt::Key_Down);
        QCOMPARE(view.area()->rows().placeLength(), 4); // offsets
        // Only bytes.
        QVERIFY(compares(view, side("\xff\xfe\x01", Serialization::Bytes), side("\xff\xfe\x02", Serialization::Bytes)));
        QVERIFY(!form->isVisible());
        QCOMPARE(view.changeCount(), 1);
    }

    void whatMeansTheSameIsShownInBytes()
    {
        DiffView view(QStringLiteral("diff"));
        view.resize(900, 400);
        view.show();
        QVERIFY(compares(view, side("{\"a\":1}", Serialization::Json), side("{ \"a\": 1 }", Serialization::Json)));
        QVERIFY(view.changeCount() > 0);
        auto *form = view.findChild<QComboBox *>(QStringLiteral("diffForm"));
        form->setFocus();
        QTest::keyClick(form, Qt::Key_Up);
        QCOMPARE(view.changeCount(), 0);
        QVERIFY(view.findChild<QWidget *>(QStringLiteral("diffSame"))->isVisible());
        QVERIFY(compares(view, side("same"), side("same")));
        QCOMPARE(countText(view), QStringLiteral("No changes"));
    }

    void keysAndButtonsGoFromChangeToChange()
    {
        DiffView view(QStringLiteral("diff"));
        view.resize(500, 300);
        view.show();
        QByteArray before;
        for (int i = 0; i < 500; ++i)
            before += "line " + QByteArray::number(i) + '\n';
        QByteArray after = before;
        after.replace("line 10\n", "LINE 10\n");
        after.replace("line 250\n", "");
        after.replace("line 490\n", "line 490\nmore\n");
        QVERIFY(compares(view, side(before), side(after)));
        QCOMPARE(countText(view), QStringLiteral("Change 1 of 3"));
        auto *previous = view.findChild<QToolButton *>(QStringLiteral("diffPrevious"));
        auto *next = view.findChild<QToolButton *>(QStringLiteral("diffNext"));
        QVERIFY(!previous->isEnabled());
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(view.area()->currentChange(), 1);
        const auto isInSight = [&view] {
            const int first = view.area()->verticalScrollBar()->value();
            const int row = view.area()->rows().rowsOf(view.area()->currentChange()).first;
            return row >= first && row < first + view.area()->verticalScrollBar()->pageStep();
        };
        QVERIFY(isInSight());
        view.area()->setFocus();
        QTest::keyClick(view.area(), Qt::Key_F7);
        QCOMPARE(view.area()->currentChange(), 2);
        QVERIFY(isInSight() && !next->isEnabled());
        QTest::keyClick(view.area(), Qt::Key_F7, Qt::ShiftModifier);
        QCOMPARE(view.area()->currentChange(), 1);
        // It stays in sight when there is more room, side by side.
        QCOMPARE(view.area()->layoutInUse(), DiffRows::Layout::Unified);
        view.resize(1'400, 300);
        QTRY_COMPARE(view.area()->layoutInUse(), DiffRows::Layout::SideBySide);
        QCOMPARE(view.area()->currentChange(), 1);
        QVERIFY(isInSight());
    }

    void aLongValueIsPaintedAtOnce()
    {
        DiffView view(QStringLiteral("diff"));
        view.resize(1'000, 600);
        view.show();
        QByteArray before;
        for (int i = 0; before.size() < 5'000'000; ++i)
            before += "{\"id\": " + QByteArray::number(i) + ", \"name\": \"somebody\"}\n";
        QByteArray after = before;
        after.replace(2'500'000, 3, "xyz");
        QVERIFY(compares(view, side(before), side(after)));
        QCOMPARE(view.changeCount(), 1);
        QVERIFY(!view.grab().isNull());
        QTest::keyClick(view.area(), Qt::Key_End);
        QCOMPARE(view.area()->verticalScrollBar()->value(), view.area()->verticalScrollBar()->maximum());
    }

    void theLatestQuestionWins()
    {
        DiffView view(QStringLiteral("diff"));
        view.show();
        const QSignalSpy spy(&view, &DiffView::compared);
        view.compare(side("a"), side("b"));
        view.compare(side("same"), side("same"));
        QTRY_COMPARE(spy.size(), 1);
        QCOMPARE(view.changeCount(), 0);
    }
};

QTEST_MAIN(TestDiffView)
#include "tst_diffview.moc"
