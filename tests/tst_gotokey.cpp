#include "tests/privatehome.h"
#include "ui/keys/gotokey.h"

#include "ui/keys/pinnedkeys.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <memory>

/// The way to one key, by keys and clicks.
class TestGoToKey : public QObject
{
    Q_OBJECT

    PrivateHome m_home;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<PinnedKeys> m_kept;
    std::unique_ptr<QWidget> m_window;
    GoToKey *m_go = nullptr;

    [[nodiscard]] QLineEdit *field() const { return m_go->field(); }
    [[nodiscard]] QString fault() const
    {
        const auto *label = m_go->findChild<QLabel *>(QStringLiteral("goToFaultText"));
        return label->isVisible() ? label->text() : QString();
    }
    void enter(const QString &text) const
    {
        field()->setFocus();
        field()->selectAll();
        QTest::keyClick(field(), Qt::Key_Delete);
        // keyClicks() knows no umlauts.
        for (const QChar character : text)
            QTest::sendKeyEvent(QTest::Click, field(), Qt::Key_A, QString(character), Qt::NoModifier);
        QTest::keyClick(field(), Qt::Key_Return);
    }
    /// The entries of the list, which it closes.
    [[nodiscard]] QStringList entries() const
    {
        QTest::keyClick(field(), Qt::Key_Down);
        auto *menu = m_go->findChild<QMenu *>(QStringLiteral("goToKeyMenu"));
        if (!menu)
            return {};
        QStringList texts;
        const QList<QAction *> actions = menu->actions();
        for (const QAction *action : actions)
            texts.append(action->text());
        delete menu;
        return texts;
    }

private slots:
    void initTestCase() { QVERIFY(m_home.use({"config"})); }

    void init()
    {
        m_settings = std::make_unique<Settings>();
        m_settings->keys()->setKeptKeys(QStringLiteral("127.0.0.1:11211"), {});
        m_kept = std::make_unique<PinnedKeys>(m_settings.get());
        m_kept->setPlace(QStringLiteral("127.0.0.1:11211"));
        m_window = std::make_unique<QWidget>();
        m_window->resize(400, 200);
        m_go = new GoToKey(m_kept.get(), m_window.get());
        m_go->setGeometry(0, 0, 300, 80);
        m_window->addAction(m_go->goAction());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    /// What stands in the field is the key that one looks at, or being typed.
    void anotherKeyLeavesTheField()
    {
        enter(QStringLiteral("session:42"));
        m_go->leave("session:42");
        QCOMPARE(field()->text(), QStringLiteral("session:42"));
        m_go->leave("other");
        QCOMPARE(field()->text(), QString());
        enter(QStringLiteral("session:42"));
        QTest::keyClicks(field(), QStringLiteral("session:4"));
        m_go->leave("other");
        QCOMPARE(field()->text(), QStringLiteral("session:4"));
    }

    void keysAreWrittenAsInCommands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("key");
        QTest::addRow("bare") << QStringLiteral("session:42") << QByteArray("session:42");
        QTest::addRow("blanks around") << QStringLiteral("  k ") << QByteArray("k");
        QTest::addRow("quoted") << QStringLiteral("\"a b\"") << QByteArray("a b");
        QTest::addRow("single quotes") << QStringLiteral("'a\\n b'") << QByteArray("a\\n b");
        QTest::addRow("escapes") << QStringLiteral("\"\\x00\\xff\\n\"") << QByteArray("\0\xff\n", 3);
        QTest::addRow("hex") << QStringLiteral("hex:00ff") << QByteArray("\0\xff", 2);
        QTest::addRow("base64") << QStringLiteral("base64:YSBi") << QByteArray("a b");
        QTest::addRow("comment") << QStringLiteral("k # the one") << QByteArray("k");
        QTest::addRow("longest") << QString(250, QLatin1Char('k')) << QByteArray(250, 'k');
        QTest::addRow("umlaut") << QStringLiteral("käse") << QStringLiteral("käse").toUtf8();
    }
    void keysAreWrittenAsInCommands()
    {
        QFETCH(const QString, text);
        QFETCH(const QByteArray, key);
        QSignalSpy activated(m_go, &GoToKey::keyActivated);
        enter(text);
        QCOMPARE(fault(), QString());
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.constFirst().constFirst().toByteArray(), key);
        QCOMPARE(m_kept->recent(), QList<QByteArray>{key});
        // What stands there now means the same.
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(activated.constLast().constFirst().toByteArray(), key);
        QCOMPARE(m_kept->recent(), QList<QByteArray>{key});
    }

    void whatIsNoKeyIsRefusedWithASentence_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sentence");
        QTest::addRow("nothing") << QString() << QStringLiteral("Type a key.");
        QTest::addRow("too long") << QString(251, QLatin1Char('k'))
                                  << QStringLiteral("This key has 251 bytes, and memcached takes up to 250.");
        QTest::addRow("too long in bytes") << QString(126, QChar(0xe4))
                                           << QStringLiteral("This key has 252 bytes, and memcached takes up to 250.");
        QTest::addRow("empty") << QStringLiteral("\"\"") << QStringLiteral("A key cannot be empty.");
        QTest::addRow("two words") << QStringLiteral("a b")
                                   << QStringLiteral("A key with spaces in it is written in quotes: \"like this\".");
        QTest::addRow("open quote") << QStringLiteral("\"a") << QStringLiteral("Found no end of the quoted word, expected a closing \".");
        QTest::addRow("comment") << QStringLiteral("#a") << QStringLiteral("A key that begins with # is written in quotes.");
        QTest::addRow("file") << QStringLiteral("file:/etc/passwd")
                              << QStringLiteral("A key cannot be read from a file. One that begins with file: is written in quotes.");
    }
    void whatIsNoKeyIsRefusedWithASentence()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, sentence);
        QSignalSpy activated(m_go, &GoToKey::keyActivated);
        enter(text);
        QCOMPARE(fault(), sentence);
        QCOMPARE(activated.size(), 0);
        QCOMPARE(field()->text(), text);
        QVERIFY(m_kept->recent().isEmpty());
        QTest::keyClick(field(), Qt::Key_X);
        QCOMPARE(fault(), QString());
    }

    void theShortcutGoesToTheField()
    {
        field()->setText(QStringLiteral("old"));
        m_window->setFocus();
        QVERIFY(!field()->hasFocus());
        QTest::keyClick(m_window.get(), Qt::Key_G, Qt::ControlModifier);
        QVERIFY(field()->hasFocus());
        QCOMPARE(field()->selectedText(), QStringLiteral("old"));
        QTest::keyClick(field(), Qt::Key_Escape);
        QVERIFY(field()->text().isEmpty());
    }

    void theListHasPinnedAndRecentKeys()
    {
        QSignalSpy activated(m_go, &GoToKey::keyActivated);
        QCOMPARE(entries(), QStringList{QStringLiteral("No keys yet: those that you go to or pin stand here")});
        enter(QStringLiteral("a&b"));
        enter(QStringLiteral("\"c d\""));
        QVERIFY(m_kept->pin("p"));
        QVERIFY(m_kept->pin("a&b"));
        QCOMPARE(entries(),
                 (QStringList{QStringLiteral("Pinned"), QStringLiteral("a&&b"), QStringLiteral("p"), QStringLiteral("Recent"),
                              QStringLiteral("c d"), QString(), QStringLiteral("&Forget the recent keys")}));
        QTest::keyClick(field(), Qt::Key_Down);
        auto *menu = m_go->findChild<QMenu *>(QStringLiteral("goToKeyMenu"));
        QVERIFY(menu && menu->isVisible());
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(activated.constLast().constFirst().toByteArray(), QByteArray("c d"));
        QCOMPARE(field()->text(), QStringLiteral("\"c d\""));
        m_kept->unpin("a&b");
        QCOMPARE(m_kept->recent(), (QList<QByteArray>{"c d", "a&b"}));
        m_kept->forgetRecent();
        QTRY_VERIFY(!m_go->findChild<QMenu *>(QStringLiteral("goToKeyMenu")));
        QCOMPARE(entries(), (QStringList{QStringLiteral("Pinned"), QStringLiteral("p")}));
    }

    void whatIsKeptIsBoundedAndOfOneServer()
    {
        for (int i = 0; i < 30; ++i)
            enter(QStringLiteral("key:%1").arg(i));
        QCOMPARE(m_kept->recent().size(), KeptKeys::mostRecent);
        QCOMPARE(m_kept->recent().constFirst(), QByteArray("key:29"));
        for (int i = 0; i < int(KeptKeys::mostPinned); ++i)
            QVERIFY(m_kept->pin(QByteArray(1, char(i)) + "\xff"));
        QVERIFY(!m_kept->pin("one more"));
        QVERIFY(m_kept->pin(QByteArray("\0\xff", 2))); // it is already
        // Another window, and the next start.
        Settings later;
        PinnedKeys same(&later);
        same.setPlace(QStringLiteral("127.0.0.1:11211"));
        QCOMPARE(same.pinned(), m_kept->pinned());
        QCOMPARE(same.recent(), m_kept->recent());
        m_kept->setPlace(QStringLiteral("other:11211"));
        QVERIFY(m_kept->pinned().isEmpty() && m_kept->recent().isEmpty());
        // Of servers that were not used for long nothing is kept.
        for (int i = 0; i < 60; ++i) {
            m_kept->setPlace(QStringLiteral("host%1:11211").arg(i));
            m_kept->remember("k");
        }
        m_kept->setPlace(QStringLiteral("127.0.0.1:11211"));
        QVERIFY(m_kept->pinned().isEmpty());
    }

    void withoutAServerNothingIsKept()
    {
        m_kept->setPlace({});
        QSignalSpy activated(m_go, &GoToKey::keyActivated);
        enter(QStringLiteral("k"));
        QCOMPARE(activated.size(), 1);
        QVERIFY(m_kept->recent().isEmpty());
    }
};

QTEST_MAIN(TestGoToKey)
#include "tst_gotokey.moc"
