#include "app/profiles/listedits.h"
#include "app/profiles/profilestore.h"
#include "tests/profilesample.h"
#include "ui/profiles/draggedprofiles.h"
#include "ui/profiles/profilehistory.h"
#include "ui/profiles/profilemodel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

/// A store with a list in it, and a model that is watched while it follows.
struct Bench
{
    explicit Bench(const ProfileList &list = sampleList())
        : store(folder.filePath(QStringLiteral("profiles.json")))
    {
        store.setList(list);
    }

    /// "Favourites: A | Shop: A B | E F"
    QString shown() const
    {
        QStringList parts;
        QString loose;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, 0);
            if (model.kind(index) == ProfileModel::Kind::Profile) {
                loose += (loose.isEmpty() ? QString() : text(" ")) + index.data().toString();
                continue;
            }
            QString part = index.data().toString() + QLatin1Char(':');
            for (int child = 0; child < model.rowCount(index); ++child)
                part += QLatin1Char(' ') + model.index(child, 0, index).data().toString();
            parts.append(part);
        }
        return (parts + QStringList{loose}).join(QLatin1String(" | "));
    }

    bool drop(const DraggedProfiles &dragged, int row, const QModelIndex &parent)
    {
        const std::unique_ptr<QMimeData> data(dragged.toMime());
        return model.dropMimeData(data.get(), Qt::MoveAction, row, 0, parent);
    }

    QTemporaryDir folder;
    ProfileStore store;
    ProfileHistory history{&store};
    ProfileModel model{&history};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestProfileModel : public QObject
{
    Q_OBJECT

private slots:
    void stepsLeadFromOneListToTheOther()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 500; ++round) {
            const auto make = [&random] {
                QStringList list;
                for (int i = int(random.bounded(9)); i > 0; --i) {
                    if (const QString item = QString::number(random.bounded(9)); !list.contains(item))
                        list.append(item);
                }
                return list;
            };
            const QStringList before = make();
            const QStringList after = make();
            const auto steps = listSteps(before, after, 100);
            QVERIFY(steps);
            QStringList now = before;
            for (const ListStep &step : *steps) {
                if (step.kind == ListStep::Kind::Insert)
                    now.insert(step.to, step.text);
                else if (step.kind == ListStep::Kind::Remove)
                    now.removeAt(step.from);
                else
                    now.move(step.from, step.to);
            }
            QCOMPARE(now, after);
        }
    }

    void stepsAreFew()
    {
        QStringList before;
        for (int i = 0; i < 1000; ++i)
            before.append(QString::number(i));
        QStringList after = before;
        after.move(0, 999);
        after.move(500, 3);
        QCOMPARE(listSteps(before, after, 2)->size(), 2);
        after.clear();
        QVERIFY(!listSteps(before, after, 999));
        QVERIFY(listSteps(before, after, 1000));
    }

    void favouritesComeFirstThenFoldersThenTheRest()
    {
        Bench bench;
        QCOMPARE(bench.shown(), text("Shop: A B C | Blog: D | Empty: | E F"));
        bench.store.setList(favouritesSet(bench.store.list(), {text("f"), text("b")}, true));
        QCOMPARE(bench.shown(), text("Favourites: B F | Shop: A B C | Blog: D | Empty: | E F"));
        QCOMPARE(bench.model.count(), 6);
        bench.store.setList(favouritesSet(bench.store.list(), {text("f"), text("b")}, false));
        QCOMPARE(bench.shown(), text("Shop: A B C | Blog: D | Empty: | E F"));
    }

    void changesComeInRowByRow()
    {
        Bench bench;
        const QSignalSpy resets(&bench.model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex second = bench.model.profileIndex(text("b"));
        const QPersistentModelIndex blog = bench.model.folderIndex(text("Blog"));
        const QPersistentModelIndex sixth = bench.model.profileIndex(text("f"));
        ProfileList list = foldersMoved(bench.store.list(), {text("Empty")}, text("Shop"));
        list = profilesMoved(list, {text("b")}, text("Shop"), text("a"));
        list = removed(list, {text("e")}, {});
        list = favouritesSet(list, {text("d")}, true);
        list = folderRenamed(list, text("Blog"), text("Diary"));
        list.profiles.append(sampleProfile(text("New"), text("Empty")));
        bench.store.setList(list);
        QCOMPARE(bench.shown(), text("Favourites: D | Empty: New | Shop: B A C | Diary: D | F"));
        QCOMPARE(resets.size(), 0);
        QCOMPARE(second, QPersistentModelIndex(bench.model.profileIndex(text("b"))));
        QCOMPARE(sixth, QPersistentModelIndex(bench.model.profileIndex(text("f"))));
        QVERIFY(second.isValid() && sixth.isValid());
        Q_UNUSED(blog) // several folders changed at once: whether it is the same one cannot be told
    }

    void renamedFolderIsTheSame()
    {
        Bench bench;
        const QPersistentModelIndex blog = bench.model.folderIndex(text("Blog"));
        bench.store.setList(folderRenamed(bench.store.list(), text("Blog"), text("Diary")));
        QVERIFY(blog.isValid());
        QCOMPARE(bench.model.folder(blog), text("Diary"));
    }

    void anythingCanFollowAnything()
    {
        Bench bench;
        QRandomGenerator random(11);
        for (int round = 0; round < 200; ++round) {
            ProfileList list;
            list.folders = {text("Shop"), text("Blog"), text("Empty")};
            if (random.bounded(2) == 0)
                list.folders.move(0, 2);
            if (random.bounded(3) == 0)
                list.folders.append(text("Fourth"));
            for (const char *name : {"A", "B", "C", "D", "E", "F", "G", "H"}) {
                if (random.bounded(4) == 0)
                    continue;
                Profile profile =
                    sampleProfile(text(name), random.bounded(3) == 0 ? QString() : list.folders[random.bounded(list.folders.size())]);
                profile.favourite = random.bounded(3) == 0;
                profile.note = QString::number(random.bounded(5));
                list.profiles.insert(random.bounded(list.profiles.size() + 1), profile);
            }
            bench.store.setList(list);
            ProfileHistory history(&bench.store);
            const ProfileModel fresh(&history);
            QCOMPARE(bench.model.rowCount(), fresh.rowCount());
            for (int row = 0; row < fresh.rowCount(); ++row) {
                const QModelIndex one = bench.model.index(row, 0);
                const QModelIndex other = fresh.index(row, 0);
                QCOMPARE(one.data(Qt::AccessibleTextRole), other.data(Qt::AccessibleTextRole));
                QCOMPARE(bench.model.rowCount(one), fresh.rowCount(other));
                for (int child = 0; child < fresh.rowCount(other); ++child)
                    QCOMPARE(bench.model.index(child, 0, one).data(), fresh.index(child, 0, other).data());
            }
        }
    }

    void filterLooksAtEverythingThatIsKnown_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("shown");
        QTest::newRow("name") << text("alpha") << text("Shop: Alpha | ");
        QTest::newRow("address") << text("10.1.") << text("Shop: Alpha | ");
        QTest::newRow("folder") << text("sho") << text("Shop: Alpha B C | ");
        QTest::newRow("note") << text("sessions") << text("Blog: D | ");
        QTest::newRow("environment") << text("PROD") << text("F");
        QTest::newRow("all words") << text("shop alpha") << text("Shop: Alpha | ");
        QTest::newRow("not all words") << text("blog alpha") << text("");
        QTest::newRow("empty folder by its name") << text("empt") << text("Empty: | ");
        QTest::newRow("nothing but spaces") << text("  ") << text("Favourites: B | Shop: Alpha B C | Blog: D | Empty: | E F");
    }

    void filterLooksAtEverythingThatIsKnown()
    {
        QFETCH(const QString, filter);
        ProfileList list = sampleList();
        list.profiles[0].name = text("Alpha");
        list.profiles[0].address.host = text("10.1.2.3");
        list.profiles[1].favourite = true;
        list.profiles[3].note = text("Holds Sessions");
        list.profiles[5].environment = Environment::Production;
        Bench bench(list);
        bench.model.setFilter(filter);
        QTEST(bench.shown(), "shown");
        bench.model.setFilter({});
        QCOMPARE(bench.shown(), text("Favourites: B | Shop: Alpha B C | Blog: D | Empty: | E F"));
    }

    void profilesAreDropped_data()
    {
        QTest::addColumn<QString>("ids");
        QTest::addColumn<QString>("onto");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("shown");
        QTest::newRow("on a folder") << text("e") << text("Blog") << -1 << text("Favourites: B | Shop: A B C | Blog: D E | Empty: | F");
        QTest::newRow("between others") << text("e f") << text("Shop") << 1
                                        << text("Favourites: B | Shop: A E F B C | Blog: D | Empty: | ");
        QTest::newRow("out of a folder") << text("a") << QString() << -1 << text("Favourites: B | Shop: B C | Blog: D | Empty: | E F A");
        QTest::newRow("before one without a folder")
            << text("a") << QString() << 5 << text("Favourites: B | Shop: B C | Blog: D | Empty: | E A F");
        QTest::newRow("between folders") << text("f") << QString() << 2 << text("Favourites: B | Shop: A B C | Blog: D | Empty: | F E");
        QTest::newRow("on the favourites") << text("d") << text("*") << -1
                                           << text("Favourites: B D | Shop: A B C | Blog: D | Empty: | E F");
    }

    void profilesAreDropped()
    {
        QFETCH(const QString, ids);
        QFETCH(const QString, onto);
        QFETCH(const int, row);
        Bench bench(favouritesSet(sampleList(), {text("b")}, true));
        const QString before = bench.shown();
        const QModelIndex parent = onto == text("*") ? bench.model.index(0, 0) : bench.model.folderIndex(onto);
        QVERIFY(bench.drop({.ids = ids.split(QLatin1Char(' ')), .folders = {}}, row, parent));
        QTEST(bench.shown(), "shown");
        bench.history.stack()->undo();
        QCOMPARE(bench.shown(), before);
        bench.history.stack()->redo();
        QTEST(bench.shown(), "shown");
    }

    void favouritesAreReorderedAmongThemselves()
    {
        Bench bench(favouritesSet(sampleList(), {text("b"), text("f")}, true));
        QVERIFY(bench.drop({.ids = {text("f")}, .folders = {}}, 0, bench.model.index(0, 0)));
        QCOMPARE(bench.shown(), text("Favourites: F B | Shop: A B C | Blog: D | Empty: | F E"));
    }

    void foldersAreDroppedOnlyBesideEachOther()
    {
        Bench bench;
        const DraggedProfiles folders{.ids = {}, .folders = {text("Empty")}};
        QVERIFY(!bench.drop(folders, -1, bench.model.folderIndex(text("Shop"))));
        QVERIFY(!bench.drop(folders, 5, {})); // among the profiles
        QVERIFY(bench.drop(folders, 1, {}));
        QCOMPARE(bench.shown(), text("Shop: A B C | Empty: | Blog: D | E F"));
        const QMimeData other;
        QVERIFY(!bench.model.canDropMimeData(&other, Qt::MoveAction, 0, 0, {}));
        QMimeData broken;
        broken.setData(DraggedProfiles::mimeType(), QByteArrayLiteral("\x00\x00\xff\xff"));
        QVERIFY(!bench.model.canDropMimeData(&broken, Qt::MoveAction, 0, 0, {}));
    }

    void draggedProfileThatIsGoneMeanwhileIsNoHarm()
    {
        Bench bench;
        const std::unique_ptr<QMimeData> data(
            bench.model.mimeData({bench.model.profileIndex(text("a")), bench.model.profileIndex(text("e"))}));
        bench.store.remove(text("a"));
        QVERIFY(bench.model.dropMimeData(data.get(), Qt::MoveAction, -1, 0, bench.model.folderIndex(text("Blog"))));
        QCOMPARE(bench.shown(), text("Shop: B C | Blog: D E | Empty: | F"));
    }

    void namesAreChangedInPlace()
    {
        Bench bench;
        const QSignalSpy refused(&bench.model, &ProfileModel::refused);
        QVERIFY(bench.model.setData(bench.model.profileIndex(text("a")), text("  Alpha  one ")));
        QCOMPARE(bench.store.find(text("a"))->name, text("Alpha one"));
        QVERIFY(!bench.model.setData(bench.model.profileIndex(text("a")), text(" ")));
        QVERIFY(bench.model.setData(bench.model.folderIndex(text("Blog")), text("Diary")));
        QCOMPARE(bench.store.find(text("d"))->folder, text("Diary"));
        QCOMPARE(refused.size(), 0);
        QVERIFY(!bench.model.setData(bench.model.folderIndex(text("Diary")), text("Shop")));
        QCOMPARE(refused.size(), 1);
        bench.history.stack()->undo();
        bench.history.stack()->undo();
        QCOMPARE(bench.shown(), text("Shop: A B C | Blog: D | Empty: | E F"));
    }

    void rowsSayAllOfAProfile()
    {
        ProfileList list = sampleList();
        list.profiles[0].address.host = text("10.0.0.1");
        list.profiles[0].environment = Environment::Production;
        list.profiles[0].readOnly = true;
        list.profiles[1].name = text("<b>B</b>");
        list.profiles[2].name.clear();
        Bench bench(list);
        bench.model.setOpenProfiles({text("a")});
        const QModelIndex first = bench.model.profileIndex(text("a"));
        QCOMPARE(first.data(Qt::AccessibleTextRole).toString(), text("A, 10.0.0.1:11211, production, open, read-only"));
        QVERIFY(bench.model.profileIndex(text("b")).data(Qt::ToolTipRole).toString().contains(text("&lt;b&gt;B")));
        QCOMPARE(bench.model.profileIndex(text("c")).data().toString(), text("127.0.0.1:11211"));
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        bench.model.setOpenProfiles({text("e")});
        QCOMPARE(changed.size(), 2);
        QCOMPARE(first.data(Qt::AccessibleTextRole).toString(), text("A, 10.0.0.1:11211, production, read-only"));
    }

    void listOfALaterVersionIsOnlyLookedAt()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(text("profiles.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"format\":\"slabscope-profiles\",\"version\":99,\"profiles\":[{\"id\":\"a\",\"name\":\"later\"}]}");
        file.close();
        ProfileStore store(file.fileName());
        ProfileHistory history(&store);
        ProfileModel model(&history);
        store.load();
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEditable));
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(!model.setData(model.index(0, 0), text("x")));
        QCOMPARE(history.stack()->count(), 0);
    }

    void whatIsDeletedIsForgottenOnlyWhenItCannotComeBack()
    {
        QTemporaryDir folder;
        ProfileStore store(folder.filePath(text("profiles.json")));
        store.setList(sampleList());
        auto history = std::make_unique<ProfileHistory>(&store);
        QStringList told;
        QStringList forgotten;
        connect(history.get(), &ProfileHistory::deleted, this,
                [&told](const QStringList &ids) { told.append(text("-") + ids.join(text("-"))); });
        connect(history.get(), &ProfileHistory::restored, this,
                [&told](const QStringList &ids) { told.append(text("+") + ids.join(text("+"))); });
        connect(history.get(), &ProfileHistory::forgotten, this, [&forgotten](const QStringList &ids) { forgotten += ids; });
        QVERIFY(history->edit(removed(store.list(), {text("a"), text("d")}, {}), text("Delete")));
        QCOMPARE(told, QStringList{text("-a-d")});
        history->stack()->undo();
        QCOMPARE(store.list(), sampleList());
        QCOMPARE(told.constLast(), text("+a+d"));
        history->stack()->redo();
        QVERIFY(!store.find(text("a")));
        history->stack()->undo();

        // What was taken back is alive, also when its change is dropped.
        QVERIFY(history->edit(removed(store.list(), {text("b")}, {}), text("Delete")));
        QCOMPARE(forgotten, QStringList());
        for (int i = 0; i < ProfileHistory::levels - 1; ++i)
            QVERIFY(history->edit(favouritesSet(store.list(), {text("a")}, i % 2 == 0), text("Favourite")));
        QCOMPARE(forgotten, QStringList());
        QVERIFY(history->edit(removed(store.list(), {text("c")}, {}), text("Delete")));
        QCOMPARE(forgotten, QStringList{text("b")});
        history.reset();
        QCOMPARE(forgotten, (QStringList{text("b"), text("c")}));
    }
};

QTEST_MAIN(TestProfileModel)
#include "tst_profilemodel.moc"
