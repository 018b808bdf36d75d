#include "tests/keysample.h"
#include "ui/elidedlabel.h"
#include "ui/keys/keycomparisonview.h"
#include "ui/noticerow.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using Side = KeyComparisonModel::Side;

namespace {

constexpr qint64 earlier = KeySample::now - 86'400;

struct Made
{
    QByteArray key;
    quint64 cas;
    quint32 size;
    bool fetched = false;
    quint32 expiry = 0;
    quint32 lastAccess = 0;
};

KeyStore storeOf(qint64 time, const QList<Made> &made)
{
    KeyStore store(time);
    KeySegment segment;
    for (const Made &each : made) {
        KeySegment::Fields fields;
        fields.cas = each.cas;
        fields.size = each.size;
        fields.expiry = each.expiry;
        fields.lastAccess = each.lastAccess;
        fields.marks = each.fetched ? KeySegment::fetchedMark : 0;
        KeySample::append(segment, each.key, fields);
    }
    segment.squeeze();
    store.append(std::move(segment));
    return store;
}

/// Of a file.
Side before()
{
    auto snapshot = std::make_shared<KeySnapshot>(KeySnapshot{QStringLiteral("cache:11211"),
                                                              storeOf(earlier,
                                                                      {{"same", 1, 100},
                                                                       {"gone", 2, 200, false, earlier + 3'600, earlier - 60},
                                                                       {"rewritten", 3, 300, true},
                                                                       {"grew", 4, 400, true},
                                                                       {QByteArray("\x00gone", 5), 5, 500}})});
    return {snapshot->server, snapshot->store.listing(), snapshot};
}

/// Of the server.
Side after(quint64 cas = 1)
{
    const QList<Made> made{{"same", cas, 100}, {"rewritten", 9 * cas, 300, true}, {"grew", 10 * cas, 1'400, true}, {"new", 11 * cas, 50}};
    return {QStringLiteral("cache:11211"), storeOf(KeySample::now, made).listing(), {}};
}

/// The view as a person has it.
class Person
{
public:
    Person()
    {
        view.resize(900, 500);
        view.show();
    }
    template <typename Widget> Widget *see(const char *name) const { return view.findChild<Widget *>(QLatin1String(name)); }
    [[nodiscard]] QString kind(int number) const { return see<QToolButton>(qPrintable(QStringLiteral("keyChange%1").arg(number)))->text(); }
    void choose(int number) const
    {
        QTest::mouseClick(see<QToolButton>(qPrintable(QStringLiteral("keyChange%1").arg(number))), Qt::LeftButton);
    }
    [[nodiscard]] QAbstractItemModel *model() const { return see<QTableView>("changedKeys")->model(); }
    [[nodiscard]] QString page() const { return see<QStackedWidget>("keyComparisonPages")->currentWidget()->objectName(); }
    [[nodiscard]] QStringList keys() const
    {
        QStringList keys;
        for (int row = 0; row < model()->rowCount(); ++row)
            keys += model()->index(row, 0).data().toString();
        return keys;
    }

    KeyComparisonView view;
};

} // namespace

class TestKeyComparisonView : public QObject
{
    Q_OBJECT

private slots:
    /// As if they had never been listed.
    void whatIsKnownToBeGoneIsGone()
    {
        Person person;
        Side later = before();
        later.snapshot.reset();
        GoneKeys gone;
        gone.marks.resize(size_t(later.listing.size()));
        gone.set(0, true);
        later.gone = std::make_shared<const GoneKeys>(gone);
        person.view.compare(before(), later);
        QTRY_COMPARE(person.kind(KeyComparisonModel::Gone), QStringLiteral("Gone: 1, 100 B"));
        person.choose(KeyComparisonModel::Gone);
        QCOMPARE(person.keys(), QStringList{QStringLiteral("same")});
        QVERIFY(person.kind(KeyComparisonModel::Added).startsWith(QStringLiteral("New: 0")));
    }

    void eachKindIsCountedAndShown()
    {
        Person person;
        const QAbstractItemModelTester tester(person.model());
        person.view.compare(before(), after());
        QCOMPARE(person.page(), QStringLiteral("keyComparisonWorking"));
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        QCOMPARE(person.kind(KeyComparisonModel::Added), QStringLiteral("New: 1, 50 B"));
        QCOMPARE(person.kind(KeyComparisonModel::Gone), QStringLiteral("Gone: 2, 700 B"));
        QVERIFY(person.kind(KeyComparisonModel::Rewritten).startsWith(QStringLiteral("Rewritten: 2, ")));
        QCOMPARE(person.kind(KeyComparisonModel::Grown), QStringLiteral("Grew: 1, by 1,000 B"));
        QCOMPARE(person.kind(KeyComparisonModel::NeverRead), QStringLiteral("Never read: 1, 100 B"));
        QCOMPARE(person.keys(), QStringList{QStringLiteral("new")});
        person.choose(KeyComparisonModel::Gone);
        QCOMPARE(person.keys(), (QStringList{QStringLiteral("gone"), QStringLiteral("\\0gone")}));
        QCOMPARE(person.model()->index(0, KeyComparisonModel::BeforeColumn).data().toString(), QStringLiteral("200 B"));
        QCOMPARE(person.model()->index(0, KeyComparisonModel::SizeColumn).data().toString(), QString());
        QCOMPARE(person.model()->index(0, KeyComparisonModel::TtlColumn).data().toString(), QStringLiteral("1 h")); // as it was then
        QCOMPARE(person.model()->index(1, KeyComparisonModel::TtlColumn).data().toString(), QStringLiteral("never"));
        QCOMPARE(person.model()->index(0, KeyComparisonModel::IdleColumn).data().toString(), QStringLiteral("1 min"));
        person.choose(KeyComparisonModel::Grown);
        QCOMPARE(person.model()->index(0, KeyComparisonModel::BeforeColumn).data().toString(), QStringLiteral("400 B"));
        person.choose(KeyComparisonModel::NeverRead);
        QCOMPARE(person.keys(), QStringList{QStringLiteral("same")});
        QVERIFY(person.see<NoticeRow>("keyComparisonNotice")->isHidden());
    }

    /// A server's clock that lags makes the listing of a moment ago seem the later one.
    void ofTwoOfTheSameMomentTheFirstIsTheEarlierOne()
    {
        Person person;
        person.view.compare({QStringLiteral("cache:11211"), storeOf(KeySample::now + 2, {{"same", 1, 100}}).listing(), {}}, after());
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        QVERIFY2(person.kind(KeyComparisonModel::Added).startsWith(QStringLiteral("New: 3,")),
                 qPrintable(person.kind(KeyComparisonModel::Added)));
    }

    void theEarlierOneIsTheEarlierOneWhicheverIsGivenFirst()
    {
        Person person;
        person.view.compare(after(), before());
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        QCOMPARE(person.kind(KeyComparisonModel::Gone), QStringLiteral("Gone: 2, 700 B"));
        const QString title = person.see<ElidedLabel>("keyComparisonTitle")->text();
        QVERIFY2(title.startsWith(QStringLiteral("From cache:11211 of ")), qPrintable(title));
        QVERIFY2(title.indexOf(QStringLiteral("(5 keys)")) < title.indexOf(QStringLiteral("(4 keys)")), qPrintable(title));
    }

    void aListingThatIsNoSnapshotCanBeTheEarlierOne()
    {
        Side old = before();
        old.snapshot.reset();
        Person person;
        person.view.compare(old, after());
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        QCOMPARE(person.kind(KeyComparisonModel::Gone), QStringLiteral("Gone: 2, 700 B"));
    }

    void withoutCasNobodyKnowsWhatWasRewritten()
    {
        Person person;
        person.view.compare(before(), after(0));
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        QVERIFY(!person.see<QToolButton>("keyChange2")->isEnabled());
        QVERIFY(person.see<NoticeRow>("keyComparisonNotice")->text().contains(QStringLiteral("no CAS")));
    }

    void anotherServerIsToldOf()
    {
        Side other = after();
        other.server = QStringLiteral("other:11211");
        Person person;
        person.view.compare(before(), other);
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        QVERIFY(person.see<NoticeRow>("keyComparisonNotice")->text().contains(QStringLiteral("two servers")));
    }

    void nothingOfAKindIsAPageOfItsOwn()
    {
        Person person;
        person.view.compare(before(), before());
        QTRY_COMPARE(person.page(), QStringLiteral("keyComparisonNone"));
        QCOMPARE(person.kind(KeyComparisonModel::Added), QStringLiteral("New: 0, 0 B"));
    }

    void aKeyIsActivatedAndCopiedByKeyboard()
    {
        Person person;
        QVERIFY(QTest::qWaitForWindowExposed(&person.view));
        person.view.compare(before(), after());
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        QSignalSpy activated(&person.view, &KeyComparisonView::keyActivated);
        QSignalSpy closed(&person.view, &KeyComparisonView::closed);
        auto *button = person.see<QToolButton>("keyChange1");
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        auto *table = person.see<QTableView>("changedKeys");
        table->setFocus();
        table->setCurrentIndex(person.model()->index(1, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.constFirst().constFirst().toByteArray(), QByteArray("\x00gone", 5));
        QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("gone\n\"\\0gone\""));
        QTest::keyClick(table, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }

    void whatIsClearedIsLetGo()
    {
        std::weak_ptr<const KeySnapshot> kept;
        Person person;
        {
            const Side side = before();
            kept = side.snapshot;
            person.view.compare(side, after());
        }
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        person.view.clear();
        QTRY_VERIFY(kept.expired());
    }

    void theLatestQuestionWins()
    {
        Person person;
        KeyStore large(earlier);
        for (int begin = 0; begin < 200'000; begin += 10'000)
            large.append(KeySample().segment(begin, begin + 10'000));
        person.view.compare({QStringLiteral("a"), large.listing(), {}}, after());
        person.view.compare(before(), after());
        QTRY_COMPARE(person.page(), QStringLiteral("changedKeys"));
        QCOMPARE(person.kind(KeyComparisonModel::Gone), QStringLiteral("Gone: 2, 700 B"));
    }
};

QTEST_MAIN(TestKeyComparisonView)
#include "tst_keycomparisonview.moc"
