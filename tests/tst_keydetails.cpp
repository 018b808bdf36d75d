#include "ui/keys/keydetails.h"

#include "connection/text/keydumps.h"
#include "connection/text/textchannel.h"
#include "tests/asking.h"
#include "tests/privatehome.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"
#include "tests/waiting.h"
#include "ui/elidedlabel.h"
#include "ui/fittingscroll.h"
#include "ui/keys/keylabel.h"
#include "ui/keys/pinnedkeys.h"
#include "ui/results/hexview.h"
#include "ui/results/longtext.h"
#include "ui/values/readingchoices.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>

using namespace std::chrono_literals;

/// The pane of one key, against a server that says what it is told to, and against real ones.
class TestKeyDetails : public QObject
{
    Q_OBJECT

    PrivateHome m_home;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<PinnedKeys> m_pinned;
    std::unique_ptr<ReadingChoices> m_choices;
    std::unique_ptr<KeyDetails> m_pane;
    std::unique_ptr<FakeServer> m_fake;
    std::unique_ptr<RealServer> m_real;
    Connection m_connection;

    template <typename Widget> Widget *see(const char *name) const { return m_pane->findChild<Widget *>(QLatin1String(name)); }
    [[nodiscard]] QString page() const { return see<QStackedWidget>("itemPages")->currentWidget()->objectName(); }
    [[nodiscard]] QString value() const { return see<LongText>("keyValueText")->visibleText(); }
    [[nodiscard]] QString fact(const char *name) const
    {
        const auto *label = see<QLabel>(name);
        return label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] QString hint() const
    {
        return see<QStackedWidget>("itemPages")->currentWidget()->findChild<QLabel *>(QStringLiteral("hintText"))->text();
    }
    void click(const char *name) const { QTest::mouseClick(see<QWidget>(name), Qt::LeftButton); }
    /// What the listing told of a key, as far as the pane takes it from there.
    static ListedKey listed(quint32 size, quint64 cas = 0)
    {
        ListedKey key;
        key.cas = cas;
        key.size = size;
        key.slabClass = 1;
        return key;
    }

    void startFake()
    {
        m_fake = std::make_unique<FakeServer>();
        m_pane->setServer(optionsFor(m_fake->port()));
    }
    void start(const QStringList &arguments = {}, RealServer::Access access = RealServer::Access::Open)
    {
        m_real = std::make_unique<RealServer>(arguments, access);
        QVERIFY2(m_real->start(), qPrintable(m_real->errorString()));
        m_connection.open(options());
        QTRY_VERIFY2(m_connection.isReady(), qPrintable(m_connection.error().text));
        m_pane->setServer(options());
    }
    [[nodiscard]] ConnectionOptions options() const
    {
        ConnectionOptions options = optionsFor(m_real->port());
        if (m_sasl)
            options.credentials = {RealServer::user(), RealServer::password()};
        return options;
    }
    void ask(const Command &command)
    {
        const auto reply = m_connection.execute(command);
        QTRY_VERIFY(reply->isFinished());
        QVERIFY2(reply->outcome().succeeded(), qPrintable(reply->outcome().message()));
    }
    qint64 counter(const QByteArray &name)
    {
        const auto reply = m_connection.execute({.opcode = Opcode::Stat});
        [&] { QTRY_VERIFY(reply->isFinished()); }();
        const QList<Statistic> statistics = reply->outcome().statistics();
        for (const Statistic &statistic : statistics) {
            if (statistic.name == name)
                return statistic.value.toLongLong();
        }
        return -1;
    }
    /// All that the server tells of its only key.
    QByteArray dumped() const
    {
        KeyDumps dumps;
        const auto reply = dumps.list(options());
        if (errorOf(*reply) || reply->keyCount() != 1)
            qFatal("the key is not listed");
        const std::vector<KeySegment> segments = reply->takeSegments();
        const ListedKey key = segments.front().at(0);
        return QByteArray::number(key.expiry) + ' ' + QByteArray::number(key.lastAccess) + ' ' + QByteArray::number(key.cas) + ' '
            + QByteArray::number(int(key.fetched)) + ' ' + QByteArray::number(key.size);
    }
    bool m_sasl = false;

private slots:
    void initTestCase() { QVERIFY(m_home.use({"config"})); }

    void init()
    {
        m_settings = std::make_unique<Settings>();
        m_pinned = std::make_unique<PinnedKeys>(m_settings.get());
        m_pinned->setPlace(QStringLiteral("here"));
        m_choices = std::make_unique<ReadingChoices>(m_settings->keys());
        m_pane = std::make_unique<KeyDetails>(m_pinned.get(), m_choices.get());
        m_pane->resize(420, 600);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_sasl = false;
    }

    void cleanup()
    {
        m_pane.reset();
        m_connection.close();
        m_fake.reset();
        m_real.reset();
    }

    void withoutAKeyItSaysWhatToDo()
    {
        startFake();
        const auto *pages = see<QStackedWidget>("keyDetailsPages");
        QCOMPARE(pages->currentWidget()->objectName(), QStringLiteral("keyNothing"));
        m_pane->showKey("k");
        QCOMPARE(pages->currentWidget()->objectName(), QStringLiteral("keyContent"));
        m_pane->showNothing();
        QCOMPARE(pages->currentWidget()->objectName(), QStringLiteral("keyNothing"));
        QVERIFY(!m_fake->waitForConnections(1, 250ms)); // and what it was about to ask is not asked
    }

    void whileItIsHiddenNothingIsAsked()
    {
        m_pane->hide();
        startFake();
        m_pane->showKey("k", listed(80));
        QVERIFY(!m_fake->waitForConnections(1, 250ms));
        m_pane->show();
        answerLogin(*m_fake);
        QCOMPARE(hearLine(*m_fake), QByteArray("mg aw== b t f c s l h u v\r\nmn\r\n"));
    }

    void everythingIsShown()
    {
        startFake();
        m_pane->showKey("a b", listed(80, 9));
        answerLogin(*m_fake);
        QCOMPARE(hearLine(*m_fake), QByteArray("mg YSBi b t f c s l h u v\r\nmn\r\n")); // u: not to be noticed
        m_fake->say("VA 5 t100 f18 c9 s5 l70 h1\r\nhello\r\nMN\r\n");
        QTRY_COMPARE(page(), QStringLiteral("keyValue"));
        QCOMPARE(value(), QStringLiteral("hello"));
        QCOMPARE(see<KeyLabel>("keyText")->toPlainText(), QStringLiteral("a b"));
        QCOMPARE(fact("itemSize"), QStringLiteral("5 B"));
        QCOMPARE(fact("itemFlags"), QStringLiteral("18 (0x12)"));
        QCOMPARE(fact("itemCas"), QStringLiteral("9"));
        QVERIFY2(fact("itemExpiry").startsWith(QLatin1String("in 1 min ")), qPrintable(fact("itemExpiry")));
        QVERIFY2(fact("itemAccess").startsWith(QLatin1String("1 min 1")), qPrintable(fact("itemAccess")));
        QCOMPARE(fact("itemFetched"), QStringLiteral("Yes, since it was stored"));
        QCOMPARE(fact("itemClass"), QStringLiteral("1, with 80 B for the whole item"));
        QVERIFY(!see<QWidget>("keyHex")->isVisible());
        QVERIFY(!see<QWidget>("keyNotice")->isVisible());
        QCOMPARE(m_pane->tally().hits, 1);
    }

    /// As the facts and the list tell it.
    void anEditTellsTheTimeOfTheServer()
    {
        startFake();
        constexpr int ahead = 7'200; // seconds
        m_pane->setClockOffset(std::chrono::seconds(ahead));
        m_pane->showKey("key", listed(70, 12));
        answerLogin(*m_fake);
        (void)hearLine(*m_fake);
        m_fake->say("VA 5 t1 f0 c12 s5 l70 h1\r\nhello\r\nMN\r\n");
        QTRY_COMPARE(page(), QStringLiteral("keyValue"));
        const QDateTime end = QDateTime::fromSecsSinceEpoch(m_pane->foundItem()->expiry);
        QVERIFY(QDateTime::currentDateTime().secsTo(end) > ahead - 60);
        click("keyValueEditButton");
        QTRY_VERIFY(see<QWidget>("keyNotice")->isVisible());
        const QString told = see<NoticeRow>("keyNotice")->text();
        const QString time = QLocale().toString(end.time(), QStringLiteral("HH:mm:ss"));
        QVERIFY2(told.contains(time + QStringLiteral(" by the server's clock. Saving")), qPrintable(told + u' ' + time));
    }

    /// An open edit tells by itself that the item has come to the end of its TTL.
    void anItemMayExpireWhileItIsEdited()
    {
        startFake();
        m_pane->showKey("key", listed(70, 12));
        answerLogin(*m_fake);
        (void)hearLine(*m_fake);
        m_fake->say("VA 5 t2 f0 c12 s5 l70 h1\r\nhello\r\nMN\r\n");
        QTRY_COMPARE(page(), QStringLiteral("keyValue"));
        click("keyValueEditButton");
        QVERIFY(m_pane->isEditing());
        QTRY_VERIFY(see<QWidget>("keyNotice")->isVisible());
        const QString told = see<NoticeRow>("keyNotice")->text();
        QVERIFY2(told.startsWith(QStringLiteral("This item expired at ")) && told.contains(QStringLiteral("store it anew")),
                 qPrintable(told));
        // Looked at again it has another one: somebody keeps it alive.
        see<QAction>("keyAgain")->trigger();
        QCOMPARE(hearLine(*m_fake), QByteArray("mg a2V5 b t f c s l h u v\r\nmn\r\n"));
        m_fake->say("VA 5 t100 f0 c12 s5 l70 h1\r\nhello\r\nMN\r\n");
        QTRY_VERIFY(see<NoticeRow>("keyNotice")->text().startsWith(QStringLiteral("Since the edit began the TTL has changed: it expires")));
        QSignalSpy asked(m_pane.get(), &KeyDetails::saveRequested);
        QTest::keyClicks(see<QWidget>("keyValueEditText"), QStringLiteral("x"));
        m_pane->saveEdit();
        QTRY_COMPARE(asked.size(), 1);
        QVERIFY(!asked.constFirst().at(0).value<EditedValue>().isGone);
        QCOMPARE(*asked.takeFirst().at(1).value<FoundItem>().answer.timeToLive, 100); // what is kept is the one of now
        m_pane->keepEditing({});
        // And deleted.
        see<QAction>("keyAgain")->trigger();
        QCOMPARE(hearLine(*m_fake), QByteArray("mg a2V5 b t f c s l h u v\r\nmn\r\n"));
        m_fake->say("EN\r\nMN\r\n");
        QTRY_VERIFY(see<NoticeRow>("keyNotice")->text().contains(QStringLiteral("has gone from the server. Saving can store it anew")));
        QVERIFY(see<QWidget>("keyNotice")->isVisible());
        m_pane->saveEdit();
        QTRY_COMPARE(asked.size(), 1);
        QVERIFY(asked.constFirst().at(0).value<EditedValue>().isGone);
        m_pane->keepEditing({});
    }

    /// The class that was listed is of an item that is not there any more.
    void theClassOfARewrittenItemIsByItsSize()
    {
        SlabChunks chunks;
        chunks.setChunkSize(1, 96);
        chunks.setChunkSize(2, 120);
        chunks.setChunkSize(14, 1'800);
        m_pane->setChunks(chunks);
        startFake();
        m_pane->showKey("key", listed(80, 9));
        answerLogin(*m_fake);
        (void)hearLine(*m_fake);
        m_fake->say("VA 50 t100 f0 c12 s50 l70 h1\r\n" + QByteArray(50, 'x') + "\r\nMN\r\n");
        QTRY_COMPARE(page(), QStringLiteral("keyValue"));
        QCOMPARE(fact("itemSize"), QStringLiteral("50 B"));
        QCOMPARE(fact("itemClass"), QStringLiteral("2, by its size: 112 B for the whole item"));
        // Where the server has no CAS, its size tells it apart.
        m_pane->showKey("other", listed(80));
        (void)hearLine(*m_fake);
        m_fake->say("VA 50 t100 f0 s50 l70 h1\r\n" + QByteArray(50, 'x') + "\r\nMN\r\n");
        QTRY_COMPARE(fact("itemClass"), QStringLiteral("2, by its size: 106 B for the whole item"));
        m_pane->showKey("third", listed(106));
        (void)hearLine(*m_fake);
        m_fake->say("VA 50 t100 f0 s50 l70 h1\r\n" + QByteArray(50, 'x') + "\r\nMN\r\n");
        QTRY_COMPARE(fact("itemClass"), QStringLiteral("1, with 106 B for the whole item"));
    }

    void factsHaveTheirRoomInANarrowPane()
    {
        start();
        ask({.opcode = Opcode::Set, .key = "k", .value = R"({"users":[{"name":"a"},{"name":"b"}]})"});
        m_pane->resize(300, 700);
        m_pane->showKey("k", listed(100));
        QTRY_COMPARE(page(), QStringLiteral("keyValue"));
        const auto *scroll = m_pane->findChild<FittingScroll *>();
        QTRY_COMPARE(scroll->height(), scroll->sizeHint().height());
        QCOMPARE(scroll->verticalScrollBar()->maximum(), 0);
    }

    void timesOfAnItemThatNeverExpires()
    {
        startFake();
        m_pane->showKey("k", listed(80));
        answerLogin(*m_fake);
        QVERIFY(!hearLine(*m_fake).isEmpty());
        m_fake->say("VA 1 t-1 f0 c9 s1 l0 h0\r\nv\r\nMN\r\n");
        QTRY_COMPARE(fact("itemFlags"), QStringLiteral("0 (0x0)"));
        QCOMPARE(fact("itemExpiry"), QStringLiteral("Never"));
        QCOMPARE(fact("itemFetched"), QStringLiteral("Not since it was stored"));
    }

    void whoHurriesByIsNotAsked()
    {
        startFake();
        for (const char *key : {"a", "b", "c"}) {
            m_pane->showKey(key, listed(80));
            QVERIFY(turn());
        }
        answerLogin(*m_fake);
        QCOMPARE(hearLine(*m_fake), QByteArray("mg Yw== b t f c s l h u v\r\nmn\r\n"));
        // While one is under way, only the latest waits.
        m_pane->showKey("d", listed(80));
        QVERIFY(!m_fake->waitForBytes(1, 150ms));
        m_pane->showKey("e", listed(80));
        QVERIFY(!m_fake->waitForBytes(1, 150ms));
        m_fake->say("VA 1 t-1 f0 c9 s1 l0 h0\r\nc\r\nMN\r\n");
        QCOMPARE(hearLine(*m_fake), QByteArray("mg ZQ== b t f c s l h u v\r\nmn\r\n"));
        QVERIFY(value().isEmpty());
        m_fake->say("VA 1 t-1 f0 c9 s1 l0 h0\r\ne\r\nMN\r\n");
        QTRY_COMPARE(value(), QStringLiteral("e"));
        QCOMPARE(m_pane->tally().hits, 2); // the server has counted the one that nobody waited for
        QCOMPARE(m_fake->connectionCount(), 1);
    }

    void aSlowServerIsSaidToBeRead()
    {
        startFake();
        m_pane->showKey("k", listed(80));
        answerLogin(*m_fake);
        QVERIFY(!hearLine(*m_fake).isEmpty());
        QTRY_COMPARE(page(), QStringLiteral("itemReading"));
        QTRY_COMPARE(see<QLabel>("itemReading")->text(), QStringLiteral("Reading…"));
        QVERIFY(!see<QToolButton>("keyAgainButton")->isEnabled());
        m_fake->hangUp();
        QTRY_COMPARE(page(), QStringLiteral("itemFailed"));
        QVERIFY(hint().contains(QLatin1String("closed")));
        QCOMPARE(m_pane->tally().unknown, 1);
        click("itemFailed.itemRetry");
        answerLogin(*m_fake, 2);
        QVERIFY(!hearLine(*m_fake).isEmpty());
        m_fake->say("HD t-1 f0 c9 s0 l0 h0\r\nMN\r\n");
        QVERIFY(!hearLine(*m_fake).isEmpty());
        m_fake->say("VA 0 t-1 f0 c9 s0 l0 h0\r\n\r\nMN\r\n");
        QTRY_COMPARE(page(), QStringLiteral("itemEmpty"));
        QCOMPARE(fact("itemSize"), QStringLiteral("0 B"));
    }

    void askedAgainTheValueStaysUntilTheAnswer()
    {
        startFake();
        m_pane->showKey("k", listed(80));
        answerLogin(*m_fake);
        QVERIFY(!hearLine(*m_fake).isEmpty());
        m_fake->say("VA 3 t-1 f0 c9 s3 l0 h0\r\nold\r\nMN\r\n");
        QTRY_COMPARE(value(), QStringLiteral("old"));
        click("keyAgainButton");
        QCOMPARE(hearLine(*m_fake), QByteArray("mg aw== b t f c s l h u v\r\nmn\r\n"));
        QCOMPARE(value(), QStringLiteral("old"));
        QCOMPARE(fact("itemCas"), QStringLiteral("9"));
        m_fake->say("VA 3 t-1 f0 c10 s3 l0 h0\r\nnew\r\nMN\r\n");
        QTRY_COMPARE(value(), QStringLiteral("new"));
        QCOMPARE(fact("itemCas"), QStringLiteral("10"));
        click("keyAgainButton");
        QVERIFY(!hearLine(*m_fake).isEmpty());
        m_fake->hangUp();
        QTRY_VERIFY(see<QLabel>("keyNoticeText")->text().startsWith(QStringLiteral("It could not be read again")));
        QCOMPARE(value(), QStringLiteral("new"));
        QVERIFY(see<QToolButton>("keyAgainButton")->isEnabled());
    }

    void whatNobodyListensToIsSaid()
    {
        startFake();
        m_fake->stopListening();
        m_pane->showKey("k", listed(80));
        QTRY_COMPARE(page(), QStringLiteral("itemFailed"));
        QVERIFY(!hint().isEmpty());
        QCOMPARE(m_pane->tally().asked(), 0);
        QVERIFY(!see<QWidget>("lookTally")->isVisible());
    }

    void withoutAServerTheListingSpeaks()
    {
        ListedKey key = listed(80, 7);
        key.expiry = QDateTime::currentSecsSinceEpoch() + 3'700;
        key.flags = 3;
        m_pane->showKey("k", key);
        QCOMPARE(page(), QStringLiteral("itemOffline"));
        QCOMPARE(fact("itemSize"), QStringLiteral("80 B with its header"));
        QCOMPARE(fact("itemFlags"), QStringLiteral("3 (0x3)"));
        QCOMPARE(fact("itemCas"), QStringLiteral("7"));
        QVERIFY2(fact("itemExpiry").startsWith(QLatin1String("in 1 h 1 min")), qPrintable(fact("itemExpiry")));
        startFake(); // connected: it is asked for at once
        answerLogin(*m_fake);
    }

    void whatWasReadStaysWithoutTheServer()
    {
        start();
        ask({.opcode = Opcode::Set, .key = "k", .value = "one"});
        m_pane->showKey("k", listed(70));
        QTRY_COMPARE(value(), QStringLiteral("one"));
        m_pane->setServer({});
        QCOMPARE(page(), QStringLiteral("keyValue"));
        QCOMPARE(value(), QStringLiteral("one"));
        QCOMPARE(fact("itemSize"), QStringLiteral("3 B"));
        QVERIFY(see<QLabel>("keyNoticeText")->text().startsWith(QStringLiteral("There is no connection to the server now.")));
        QVERIFY(!see<QAction>("keyValueEdit")->isEnabled());
        ask({.opcode = Opcode::Set, .key = "k", .value = "two"});
        m_pane->setServer(options());
        QCOMPARE(value(), QStringLiteral("one")); // until the answer is there
        QTRY_COMPARE(value(), QStringLiteral("two"));
        QVERIFY(!see<QWidget>("keyNotice")->isVisible());
        m_pane->setServer({});
        m_pane->showKey("other", listed(70));
        QCOMPARE(page(), QStringLiteral("itemOffline"));
    }

    void aLongValueThatNobodyWaitsForHoldsUpNothing()
    {
        startFake();
        m_pane->showKey("k", listed(9'000'000));
        answerLogin(*m_fake);
        QCOMPARE(hearLine(*m_fake), QByteArray("mg aw== b t f c s l h u\r\nmn\r\n"));
        m_fake->say("HD t-1 f0 c9 s9000000 l0 h0\r\nMN\r\n");
        QTRY_COMPARE(page(), QStringLiteral("itemLarge"));
        QVERIFY2(see<QPushButton>("itemLarge.itemLoad")->text().startsWith(QLatin1String("Load value (8.6 M")),
                 qPrintable(see<QPushButton>("itemLarge.itemLoad")->text()));
        click("itemLarge.itemLoad");
        QCOMPARE(hearLine(*m_fake), QByteArray("mg aw== b t f c s l h u v\r\nmn\r\n"));
        m_fake->say("VA 9000000 t-1 f0 c9 s9000000 l0 h0\r\n" + QByteArray(1'000'000, 'x'));
        m_pane->showKey("l", listed(80));
        answerLogin(*m_fake, 2);
        QCOMPARE(hearLine(*m_fake), QByteArray("mg bA== b t f c s l h u v\r\nmn\r\n"));
        m_fake->say("EN\r\nMN\r\n");
        QTRY_COMPARE(page(), QStringLiteral("itemGone"));
        QCOMPARE(m_pane->tally().hits, 2);
        QCOMPARE(m_pane->tally().misses, 1);
    }

    void keysAreShownCopiedAndPinned()
    {
        startFake();
        QSignalSpy told(m_pane.get(), &KeyDetails::told);
        const QByteArray key("\x01\xffx\n", 4);
        m_pane->showKey(key);
        QCOMPARE(see<KeyLabel>("keyText")->toPlainText(), QStringLiteral("\\x01\\xFFx\\n"));
        QCOMPARE(see<KeyLabel>("keyHex")->toPlainText(), QStringLiteral("01 FF 78 0A"));
        QVERIFY(see<KeyLabel>("keyHex")->isVisible());
        click("keyCopyButton");
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("\\x01\\xFFx\\n"));
        QCOMPARE(told.size(), 1);
        auto *pin = see<QToolButton>("keyPinButton");
        pin->setFocus();
        QTest::keyClick(pin, Qt::Key_Space);
        QCOMPARE(m_pinned->pinned(), QList<QByteArray>{key});
        QVERIFY(pin->isChecked());
        m_pane->showKey("other");
        QVERIFY(!pin->isChecked());
        m_pane->showKey(key);
        QVERIFY(pin->isChecked());
        click("keyPinButton");
        QVERIFY(m_pinned->pinned().isEmpty() && !pin->isChecked());
        m_pinned->setPlace({});
        QVERIFY(!pin->isEnabled());
    }

    void longKeysAreThereInFull()
    {
        const QByteArray key = QByteArray(200, 'k') + ":end";
        m_pane->showKey(key);
        auto *text = see<KeyLabel>("keyText");
        QCOMPARE(text->toPlainText(), QString::fromLatin1(key));
        QTRY_VERIFY(text->height() > 3 * text->fontMetrics().height());
        m_pane->showKey("k");
        QTRY_VERIFY(text->height() < 2 * text->fontMetrics().height());
    }

    void actionsSpeakOfTheKey()
    {
        QSignalSpy open(m_pane.get(), &KeyDetails::openInWorkbench);
        QSignalSpy deletion(m_pane.get(), &KeyDetails::deleteRequested);
        m_pane->showKey("a b");
        click("keyOpenButton");
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.constFirst().constFirst().toString(), QStringLiteral("GET \"a b\""));
        click("keyDeleteButton");
        QCOMPARE(deletion.constFirst().constFirst().toByteArray(), QByteArray("a b"));
        m_pane->deleteAction()->setEnabled(false);
        click("keyDeleteButton");
        QCOMPARE(deletion.size(), 1);
    }

    void lookingLeavesNoTrace()
    {
        start();
        ask({.opcode = Opcode::Set, .key = "k", .value = "value", .flags = 5, .expiry = 1'000});
        const QByteArray before = dumped();
        const qint64 hits = counter("get_hits");
        const qint64 gets = counter("cmd_get");
        m_pane->showKey("k", listed(70));
        QTRY_COMPARE(value(), QStringLiteral("value"));
        for (int i = 1; i <= 3; ++i) {
            click("keyAgainButton");
            QTRY_COMPARE(m_pane->tally().hits, i + 1);
        }
        m_pane->showKey("none", listed(70));
        QTRY_COMPARE(page(), QStringLiteral("itemGone"));
        m_pane->showKey("none");
        QTRY_COMPARE(page(), QStringLiteral("itemMissing"));
        QCOMPARE(dumped(), before);
        TextChannel channel(options());
        const auto peek = channel.peek({"k"}, PeekParts::Metadata);
        QVERIFY(!errorOf(*peek));
        QCOMPARE(peek->takeItems().front().answer.wasRead, std::optional(false));
        const LookTally &tally = m_pane->tally();
        QCOMPARE(tally.hits, 4);
        QCOMPARE(tally.misses, 2);
        QCOMPARE(tally.byGet + tally.unknown, 0);
        QCOMPARE(counter("get_hits") - hits, tally.hits + 1); // and the peek of this test
        QCOMPARE(counter("cmd_get") - gets, tally.asked() + 1);
        const auto *words = see<QLabel>("lookTally");
        QCOMPARE(words->text(), QStringLiteral("Items asked for: 6 · get_hits +4 · get_misses +2"));
        m_pane->resize(220, 600);
        QTRY_VERIFY(words->width() < 220 && words->height() >= words->heightForWidth(words->width())); // none of it is cut off
        QVERIFY(words->toolTip().contains(QLatin1String("get_misses by 2")));
    }

    void aRewrittenItemIsTold()
    {
        start();
        ask({.opcode = Opcode::Set, .key = "k", .value = "old"});
        ask({.opcode = Opcode::Set, .key = "k", .value = "new"});
        m_pane->showKey("k", listed(70, 1));
        QTRY_COMPARE(value(), QStringLiteral("new"));
        QTRY_COMPARE(see<QLabel>("keyNoticeText")->text(),
                     QStringLiteral("Rewritten since it was listed, or moved by the server: its CAS is another."));
        QVERIFY(see<QLabel>("keyNoticeText")->isVisible());
    }

    void longValuesComeWhenAskedFor()
    {
        start({QStringLiteral("-I"), QStringLiteral("8m"), QStringLiteral("-m"), QStringLiteral("128")});
        ask({.opcode = Opcode::Set, .key = "large", .value = QByteArray(5'000'000, 'x') + "end"});
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        m_pane->showKey("large");
        QTRY_COMPARE(page(), QStringLiteral("itemLarge"));
        QVERIFY2(fact("itemSize").startsWith(QLatin1String("5,000,003 B")), qPrintable(fact("itemSize")));
        auto *load = see<QPushButton>("itemLarge.itemLoad");
        load->setFocus();
        QTest::keyClick(load, Qt::Key_Space);
        QTRY_COMPARE(page(), QStringLiteral("keyValue"));
        auto *text = see<LongText>("keyValueText");
        QTest::keyClick(text, Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(value().endsWith(QLatin1String("xend")));
        QTest::keyClick(text, Qt::Key_F, Qt::ControlModifier);
        auto *field = see<QLineEdit>("keyValueFindText");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("xend"));
        QTRY_COMPARE(see<ElidedLabel>("keyValueFindCount")->text(), QStringLiteral("1 of 1"));
        see<QTabWidget>("keyValueTabs")->setCurrentIndex(1);
        QCOMPARE(see<HexView>("keyValueHex")->selectionEnd(), 5'000'003);
        QCOMPARE(m_pane->tally().hits, 2);
    }

    void whereOnlyBinaryIsSpokenNothingIsReadByItself_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("sasl");
        QTest::addRow("-B binary") << QStringList{QStringLiteral("-B"), QStringLiteral("binary")} << false;
        QTest::addRow("-S") << QStringList{} << true;
    }
    void whereOnlyBinaryIsSpokenNothingIsReadByItself()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const bool, sasl);
        m_sasl = sasl;
        start(arguments, sasl ? RealServer::Access::Sasl : RealServer::Access::Open);
        ask({.opcode = Opcode::Set, .key = "k", .value = "value", .flags = 5, .expiry = 100});
        ConnectionOptions readOnly = options();
        readOnly.access = Access::ReadOnly;
        m_pane->setServer(readOnly);
        m_pane->showKey("k");
        QTRY_COMPARE(page(), QStringLiteral("itemGetOnly"));
        QVERIFY(hint().contains(QLatin1String("counts that as a read")));
        QVERIFY(hint().contains(QLatin1String("TTL stays unknown")));
        m_pane->showKey("other");
        QCOMPARE(page(), QStringLiteral("itemGetOnly")); // known by now, without another try
        m_pane->showKey("k");
        QCOMPARE(counter("cmd_get"), 0);
        click("itemGetOnly.itemGet");
        QTRY_COMPARE(page(), QStringLiteral("keyValue"));
        QCOMPARE(value(), QStringLiteral("value"));
        QCOMPARE(fact("itemFlags"), QStringLiteral("5 (0x5)"));
        QCOMPARE(fact("itemExpiry"), QStringLiteral("Unknown: a GET does not tell"));
        QVERIFY(fact("itemFetched").isEmpty() && fact("itemAccess").isEmpty());
        QVERIFY(see<QLabel>("keyNoticeText")->isVisible());
        QCOMPARE(counter("get_hits"), 1);
        QCOMPARE(m_pane->tally().hits, 1);
        QCOMPARE(m_pane->tally().byGet, 1);
        m_pane->showKey("none");
        click("itemGetOnly.itemGet");
        QTRY_COMPARE(page(), QStringLiteral("itemMissing"));
        QCOMPARE(m_pane->tally().misses, 1);
        QCOMPARE(counter("cmd_get"), 2);
    }

    void aKeyThatTextCannotNameIsReadWithGet()
    {
        start();
        const QByteArray key = QByteArray(200, 'k') + ' ';
        ask({.opcode = Opcode::Set, .key = key, .value = "value"});
        m_pane->showKey(key, listed(300));
        QTRY_COMPARE(page(), QStringLiteral("itemGetOnly"));
        QCOMPARE(m_pane->tally().asked(), 0);
        click("itemGetOnly.itemGet");
        QTRY_COMPARE(value(), QStringLiteral("value"));
        m_pane->showKey("none", listed(70)); // others are peeked at as ever
        QTRY_COMPARE(page(), QStringLiteral("itemGone"));
    }

    void anotherServerIsCountedAnew()
    {
        start();
        ask({.opcode = Opcode::Set, .key = "k", .value = "one"});
        m_pane->showKey("k", listed(70));
        QTRY_COMPARE(value(), QStringLiteral("one"));
        m_pane->setServer(options()); // the same again
        QTRY_COMPARE(m_pane->tally().hits, 2);
        m_pane->setServer({});
        startFake();
        QCOMPARE(value(), QString());
        QCOMPARE(m_pane->tally(), LookTally());
        answerLogin(*m_fake);
    }

    /// The same address through a tunnel is another server.
    void eachServerHasItsOwnCount()
    {
        start();
        ask({.opcode = Opcode::Set, .key = "k", .value = "one"});
        m_pane->showKey("k", listed(70));
        QTRY_COMPARE(m_pane->tally().hits, 1);
        m_pane->showNothing();
        ConnectionOptions tunnelled = options();
        tunnelled.tunnel = SshTunnel{.host = QStringLiteral("bastion.invalid")};
        m_pane->setServer(tunnelled);
        QCOMPARE(m_pane->tally(), LookTally());
        LookTally more;
        more.hits = 3;
        m_pane->tallies()->add(options().place(), more); // a dump from there comes to its end
        QCOMPARE(m_pane->tally(), LookTally());
        QVERIFY(!see<QLabel>("lookTally")->isVisible());
        m_pane->setServer(options());
        QCOMPARE(m_pane->tally().hits, 4);
        QVERIFY(see<QLabel>("lookTally")->text().startsWith(QStringLiteral("Items asked for: 4")));
    }

    void whatCanBeTouchedHasAName()
    {
        m_pane->showKey(QByteArray("\xff", 1));
        const QList<QWidget *> widgets = m_pane->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->inherits("QTabBar") || widget->inherits("QScrollBar")
                || widget->inherits("QMenu") || widget->inherits("QLabel") || widget->inherits("QHeaderView")
                || widget->parent()->inherits("QComboBox") || widget->window()->inherits("QComboBoxPrivateContainer")
                || widget->objectName().startsWith(QLatin1String("qt_")))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(TestKeyDetails)
#include "tst_keydetails.moc"
