#include "app/profiles/profilestore.h"
#include "tests/profilesample.h"
#include "tests/servers/realserver.h"
#include "ui/profiles/cardgrid.h"
#include "ui/profiles/profilecard.h"
#include "ui/profiles/profiletext.h"
#include "ui/profiles/startpage.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

} // namespace

class TestStartPage : public QObject
{
    Q_OBJECT

    template <typename Widget> static Widget *see(const QWidget &page, const char *name)
    {
        return page.findChild<Widget *>(QLatin1String(name));
    }
    static QStringList cardsOf(const QWidget &page, const char *grid)
    {
        QStringList names;
        const QList<ProfileCard *> cards = see<CardGrid>(page, grid)->cards();
        for (const ProfileCard *card : cards)
            names.append(card->text());
        return names;
    }
    QString path() const { return m_folder->filePath(QStringLiteral("profiles.json")); }

private slots:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void firstStartOffersWhatAnswersOnThisMachine()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfileStore store(path());
        StartPage page(&store, nullptr, server.port());
        page.show();
        auto *local = see<QPushButton>(page, "connectLocal");
        store.load();
        QTRY_VERIFY(local->isVisible());
        QVERIFY2(local->text().contains(text("memcached 1.")), qPrintable(local->text()));
        QVERIFY(local->text().contains(QStringLiteral("localhost:%1").arg(server.port())));
        QSignalSpy address(&page, &StartPage::addressRequested);
        QSignalSpy sandbox(&page, &StartPage::sandboxRequested);
        QSignalSpy created(&page, &StartPage::newRequested);
        QTest::mouseClick(local, Qt::LeftButton);
        QCOMPARE(address.value(0), QVariantList{QStringLiteral("127.0.0.1:%1").arg(server.port())});
        QTest::mouseClick(see<QWidget>(page, "startTrySandbox"), Qt::LeftButton);
        QCOMPARE(sandbox.size(), 1);
        QTest::mouseClick(see<QWidget>(page, "startNewProfile"), Qt::LeftButton);
        QCOMPARE(created.size(), 1);

        store.put(sampleProfile(text("A")));
        QVERIFY(!local->isVisible());
    }

    void nobodyIsAskedOnceThereAreProfiles()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QSignalSpy asked(&server, &QTcpServer::newConnection);
        {
            ProfileStore store(path());
            store.put(sampleProfile(text("A")));
        }
        ProfileStore store(path());
        StartPage page(&store, nullptr, server.serverPort());
        page.show();
        store.load();
        QTRY_COMPARE(cardsOf(page, "startOthers"), QStringList{text("A")});
        LocalProbe control(server.serverPort()); // whoever was asked before it would have come before it
        control.start();
        QTRY_VERIFY(!asked.isEmpty());
        QCOMPARE(asked.size(), 1);
    }

    void nobodyIsAskedBeforeTheListIsRead()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QSignalSpy asked(&server, &QTcpServer::newConnection);
        ProfileStore store(path());
        StartPage page(&store, nullptr, server.serverPort());
        page.show();
        LocalProbe control(server.serverPort());
        control.start();
        QTRY_COMPARE(asked.size(), 1);
        QVERIFY(see<QLabel>(page, "startTitle")->text().startsWith(text("Reading")));
        store.load();
        QTRY_COMPARE(asked.size(), 2);
    }

    void cardsTakeNoMoreRoomThanTheyNeedAfterTheyWereNarrow()
    {
        ProfileStore store(path());
        StartPage page(&store);
        ProfileList list = sampleList();
        for (Profile &profile : list.profiles)
            profile.favourite = true;
        store.load();
        QTRY_VERIFY(store.isLoaded());
        page.resize(300, 600);
        page.show();
        store.setList(list);
        auto *grid = see<CardGrid>(page, "startFavourites");
        QTRY_VERIFY(grid->isVisible() && grid->cards().constLast()->x() == 0);
        page.resize(1100, 600);
        QTRY_VERIFY(grid->cards().at(1)->x() > 0);
        QTRY_COMPARE(grid->height(), grid->sizeHint().height());
    }

    void favouritesAndTheLatestComeFirst()
    {
        ProfileStore store(path());
        StartPage page(&store);
        ProfileList list = sampleList();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        list.profiles[4].favourite = true;
        list.profiles[0].lastUsed = now.addDays(-3);
        list.profiles[3].lastUsed = now.addSecs(-60);
        store.load();
        QTRY_VERIFY(store.isLoaded());
        page.resize(1300, 700);
        page.show();
        store.setList(list);
        QCOMPARE(cardsOf(page, "startFavourites"), QStringList{text("E")});
        QCOMPARE(cardsOf(page, "startRecent"), (QStringList{text("D"), text("A")}));
        QCOMPARE(cardsOf(page, "startOthers"), (QStringList{text("B"), text("C"), text("F")}));
        QVERIFY(!see<QLabel>(page, "startMore")->isVisible());
        // A single card is as wide as those below it.
        const auto *others = see<CardGrid>(page, "startOthers");
        QTRY_VERIFY(others->cards().constLast()->x() > 0);
        const auto width = [&page](const char *grid) { return see<CardGrid>(page, grid)->cards().constFirst()->width(); };
        QTRY_COMPARE(width("startFavourites"), width("startOthers"));
        QCOMPARE(width("startRecent"), width("startOthers"));
        QSignalSpy opened(&page, &StartPage::openRequested);
        const QList<ProfileCard *> recent = see<CardGrid>(page, "startRecent")->cards();
        QTest::mouseClick(recent[0], Qt::LeftButton);
        recent[1]->setFocus();
        QTest::keyClick(recent[1], Qt::Key_Return);
        QCOMPARE(opened.value(0), QVariantList{text("d")});
        QCOMPARE(opened.value(1), QVariantList{text("a")});
        for (int i = 0; i < 500; ++i)
            list.profiles.append(sampleProfile(QStringLiteral("many %1").arg(i)));
        store.setList(list);
        QVERIFY(see<QLabel>(page, "startMore")->isVisible());
        QVERIFY2(see<QLabel>(page, "startMore")->text().endsWith(text(": 494")), qPrintable(see<QLabel>(page, "startMore")->text()));
    }

    void addressIsTyped()
    {
        ProfileStore store(path());
        StartPage page(&store);
        page.show();
        QSignalSpy address(&page, &StartPage::addressRequested);
        auto *field = see<QLineEdit>(page, "startAddress");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(address.size(), 0);
        QVERIFY(!see<QPushButton>(page, "startConnect")->isEnabled());
        QTest::keyClicks(field, text(" cache.example:11300 "));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::mouseClick(see<QWidget>(page, "startConnect"), Qt::LeftButton);
        QCOMPARE(address.size(), 2);
        QCOMPARE(address.value(1), QVariantList{text("cache.example:11300")});
    }

    void damageIsSaidOnThePage()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ no list");
        file.close();
        ProfileStore store(path());
        StartPage page(&store);
        page.show();
        store.load();
        auto *notice = see<QWidget>(page, "storeNotice");
        QTRY_VERIFY(notice->isVisible());
        QTest::mouseClick(see<QWidget>(page, "closeStoreNotice"), Qt::LeftButton);
        QVERIFY(!notice->isVisible());
    }

    void listThatCannotBeReadCanBeTriedAgain()
    {
        QVERIFY(QDir().mkpath(path())); // a folder where the file should be
        ProfileStore store(path());
        StartPage page(&store);
        page.show();
        store.load();
        QTRY_VERIFY(see<QWidget>(page, "readProfilesAgain")->isVisible());
        QVERIFY(!see<QPushButton>(page, "startNewProfile")->isEnabled());
        QVERIFY(!see<QPushButton>(page, "connectLocal")->isVisible());
        QVERIFY(QDir().rmdir(path()));
        QTest::mouseClick(see<QWidget>(page, "readProfilesAgain"), Qt::LeftButton);
        QTRY_VERIFY(store.isLoaded());
        QTRY_VERIFY(see<QPushButton>(page, "startNewProfile")->isEnabled());
    }

    void lastUseIsSaidInWords()
    {
        const QDateTime now(QDate(2026, 3, 10), QTime(15, 0));
        QCOMPARE(lastUsedText({}, now), QString());
        QCOMPARE(lastUsedText(QDateTime(QDate(2026, 3, 10), QTime(14, 3)), now), text("today, 14:03"));
        QVERIFY(lastUsedText(QDateTime(QDate(2026, 3, 9), QTime(14, 3)), now).startsWith(text("yesterday, ")));
        QVERIFY(lastUsedText(QDateTime(QDate(2026, 3, 5), QTime(14, 3)), now).startsWith(text("Thursday, ")));
        QVERIFY(lastUsedText(QDateTime(QDate(2026, 2, 5), QTime(14, 3)), now).contains(text("2026")));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(TestStartPage)
#include "tst_startpage.moc"
