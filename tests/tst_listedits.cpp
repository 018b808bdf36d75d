#include "app/profiles/listedits.h"
#include "tests/profilesample.h"

#include <QTest>

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

QStringList ids(const char *latin)
{
    return QString::fromLatin1(latin).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class TestListEdits : public QObject
{
    Q_OBJECT

private slots:
    void profilesAreMoved_data()
    {
        QTest::addColumn<QStringList>("moved");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("layout");
        QTest::newRow("to the end of a folder") << ids("a") << text("Blog") << QString() << text("Shop: B C | Blog: D A | Empty: | : E F");
        QTest::newRow("before another") << ids("e f") << text("Shop") << text("b") << text("Shop: A E F B C | Blog: D | Empty: | :");
        QTest::newRow("into an empty folder") << ids("f a") << text("Empty") << QString() << text("Shop: B C | Blog: D | Empty: A F | : E");
        QTest::newRow("out of all folders") << ids("d") << QString() << text("e") << text("Shop: A B C | Blog: | Empty: | : D E F");
        QTest::newRow("within a folder") << ids("c") << text("Shop") << text("a") << text("Shop: C A B | Blog: D | Empty: | : E F");
        QTest::newRow("before itself") << ids("b c") << text("Shop") << text("b") << text("Shop: A B C | Blog: D | Empty: | : E F");
        QTest::newRow("before one of those moved")
            << ids("a b") << text("Shop") << text("b") << text("Shop: A B C | Blog: D | Empty: | : E F");
        QTest::newRow("into a new folder") << ids("e") << text("New") << QString() << text("Shop: A B C | Blog: D | Empty: | New: E | : F");
        QTest::newRow("nobody") << ids("nobody") << text("New") << QString() << text("Shop: A B C | Blog: D | Empty: | : E F");
    }

    void profilesAreMoved()
    {
        QFETCH(const QStringList, moved);
        QFETCH(const QString, folder);
        QFETCH(const QString, before);
        QTEST(layoutOf(profilesMoved(sampleList(), moved, folder, before)), "layout");
    }

    void foldersAreMovedRenamedAndRemoved()
    {
        const ProfileList list = sampleList();
        QCOMPARE(foldersMoved(list, {text("Empty")}, text("Shop")).folders, (QStringList{text("Empty"), text("Shop"), text("Blog")}));
        QCOMPARE(foldersMoved(list, {text("Shop")}).folders, (QStringList{text("Blog"), text("Empty"), text("Shop")}));
        QCOMPARE(foldersMoved(list, {text("Shop"), text("Blog")}, text("Shop")), list);
        QCOMPARE(layoutOf(folderRenamed(list, text("Shop"), text("Store"))), text("Store: A B C | Blog: D | Empty: | : E F"));
        QCOMPARE(layoutOf(removed(list, {text("b")}, {text("Shop")})), text("Blog: D | Empty: | : A C E F"));
        QCOMPARE(freeFolderName(list, text("New")), text("New"));
        QCOMPARE(freeFolderName(list, text("Shop")), text("Shop 2"));
    }

    void copyStandsBehindItsOriginalWithoutSecrets()
    {
        ProfileList list = sampleList();
        list.profiles[1].favourite = true;
        list.profiles[1].user = text("alice");
        list.profiles[1].passwordKept = true;
        list.profiles[1].lastUsed = QDateTime::currentDateTimeUtc();
        const ProfileList now = duplicated(list, {{text("b"), text("copy")}});
        QCOMPARE(layoutOf(now), text("Shop: A B B (copy) C | Blog: D | Empty: | : E F"));
        const Profile &copy = now.profiles[2];
        QCOMPARE(copy.id, text("copy"));
        QCOMPARE(copy.user, text("alice"));
        QVERIFY(!copy.favourite && !copy.passwordKept && !copy.lastUsed.isValid());
    }

    void changeIsTakenBackWhateverCameAfterIt_data()
    {
        QTest::addColumn<QString>("edit");
        for (const char *edit : {"delete", "delete folder", "move", "rename folder", "favourite", "duplicate", "order of folders"})
            QTest::newRow(edit) << text(edit);
    }

    void changeIsTakenBackWhateverCameAfterIt()
    {
        QFETCH(const QString, edit);
        const ProfileList before = sampleList();
        ProfileList after = before;
        if (edit == text("delete"))
            after = removed(before, {text("b"), text("e")}, {});
        else if (edit == text("delete folder"))
            after = removed(before, {}, {text("Shop"), text("Empty")});
        else if (edit == text("move"))
            after = profilesMoved(before, {text("a"), text("f")}, text("Blog"), text("d"));
        else if (edit == text("rename folder"))
            after = folderRenamed(before, text("Blog"), text("Diary"));
        else if (edit == text("favourite"))
            after = favouritesSet(before, {text("d")}, true);
        else if (edit == text("duplicate"))
            after = duplicated(before, {{text("d"), text("copy")}});
        else
            after = foldersMoved(before, {text("Empty")}, text("Shop"));
        QVERIFY(after != before);
        QCOMPARE(takenBack(before, after, after), before);
        QCOMPARE(takenBack(after, before, before), after);

        ProfileList now = after;
        const qsizetype place = now.indexOf(text("d"));
        now.profiles[place].note = text("written since then");
        now.profiles.append(sampleProfile(text("New")));
        const ProfileList back = takenBack(before, after, now);
        QVERIFY(back.indexOf(text("new")) >= 0);
        QCOMPARE(layoutOf(removed(back, {text("new")}, {})), layoutOf(before));
        QCOMPARE(back.profiles[back.indexOf(text("d"))].note, text("written since then"));
        QCOMPARE(back.profiles[back.indexOf(text("d"))].favourite, false);
    }
};

QTEST_GUILESS_MAIN(TestListEdits)
#include "tst_listedits.moc"
