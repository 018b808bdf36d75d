#include "tests/itemperson.h"
#include "tests/patience.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QSignalSpy>

/// How the dialogs of single items look and stay while somebody types into them.
class TestItemDialogs : public QObject
{
    Q_OBJECT

    /// Once what follows from the last step is laid out.
    static QSize settledSize(const QWidget *dialog)
    {
        QSize last;
        (void)comesTrue([&] { return std::exchange(last, dialog->size()) == dialog->size(); });
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        return dialog->size();
    }
    /// All of the words of a notice are seen.
    static bool isWhole(const ItemPerson &person, const char *notice)
    {
        const auto *words = person.see<NoticeRow>(notice)->findChild<QLabel *>(QLatin1String(notice) + QStringLiteral("Text"));
        return words->isVisible() && words->height() >= words->heightForWidth(words->width())
            && words->visibleRegion().boundingRect() == words->rect();
    }
    static void open(ItemPerson &person, const char *entry, const char *dialog)
    {
        if (QLatin1String(dialog) == QLatin1String("newItem"))
            person.clickInMenu(entry);
        else
            person.chooseForItem(entry);
        QTRY_VERIFY(person.isOpen(dialog));
    }

private slots:
    void noDialogChangesItsSizeWhileSomebodyTypes_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("dialog");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QStringList>("texts");
        QTest::addColumn<QString>("fault");
        const QString spaces = QStringLiteral("two words");
        const QString control = QStringLiteral("\"\\x01\"");
        const QString behind = QStringLiteral("\"a\"bcdefghijkl");
        const QStringList keys{spaces, control, behind, QString(251, u'k'), QStringLiteral("taken"), QStringLiteral("free")};
        QTest::newRow("key of a new item") << "newItemAction"
                                           << "newItem"
                                           << "newItemKey" << keys << "newItemKeyFault";
        QTest::newRow("key of a duplicate") << "duplicateItemAction"
                                            << "duplicateItem"
                                            << "duplicateItemKey" << keys << "duplicateItemKeyFault";
        QTest::newRow("new key") << "renameItemAction"
                                 << "renameItem"
                                 << "renameItemKey" << keys << "renameItemKeyFault";
        QTest::newRow("flags") << "newItemAction"
                               << "newItem"
                               << "flags" << QStringList{QStringLiteral("99999999999"), QStringLiteral("1")} << "flagsFault";
        QTest::newRow("bytes") << "joinItemAction"
                               << "joinItem"
                               << "joinItemBytes"
                               << QStringList{QStringLiteral("a"), QStringLiteral("a\\q"), QStringLiteral("a\\x1"),
                                              QStringLiteral("a\\u{zzzzzz}")}
                               << "joinItemBytesFault";
        QTest::newRow("number") << "countItemAction"
                                << "countItem"
                                << "countItemDelta"
                                << QStringList{QStringLiteral("x"), QStringLiteral("99999999999999999999"), QStringLiteral("-1"),
                                               QStringLiteral("2")}
                                << "countItemDeltaFault";
    }
    void noDialogChangesItsSizeWhileSomebodyTypes()
    {
        QFETCH(QString, entry);
        QFETCH(QString, dialog);
        QFETCH(QString, field);
        QFETCH(QStringList, texts);
        QFETCH(QString, fault);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "10");
        server.set("taken", "value");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        open(person, qPrintable(entry), qPrintable(dialog));
        const auto *window = person.dialog<QDialog>(qPrintable(dialog));
        if (dialog != QStringLiteral("newItem"))
            QTRY_VERIFY(person.text(qPrintable(dialog + QStringLiteral("Facts"))).contains(QStringLiteral("2 B")));
        const QSize before = settledSize(window);
        const auto *place = person.see<QWidget>(qPrintable(field));
        const QPoint at = place->mapTo(window, QPoint());
        for (const QString &text : std::as_const(texts)) {
            person.fill(qPrintable(field), text);
            if (text == QStringLiteral("taken"))
                QTRY_VERIFY(isWhole(person, qPrintable(dialog + QStringLiteral("Obstacle"))));
            QCOMPARE(settledSize(window), before);
            QCOMPARE(place->mapTo(window, QPoint()), at);
            if (!person.notice(qPrintable(fault)).isEmpty())
                QTRY_VERIFY2(isWhole(person, qPrintable(fault)), qPrintable(text));
        }
    }

    void whatACounterWillBeIsSaidBefore_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("way");
        QTest::addColumn<QString>("delta");
        QTest::addColumn<QString>("result");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("up") << QByteArray("41") << 0 << "1"
                            << "42" << QByteArray("42");
        QTest::newRow("to another digit") << QByteArray("9") << 0 << "1"
                                          << "10" << QByteArray("10");
        QTest::newRow("shorter") << QByteArray("10") << 1 << "1"
                                 << "9, followed by 1 space: the value keeps its length" << QByteArray("9 ");
        QTest::newRow("below 0") << QByteArray("5") << 1 << "9"
                                 << "0 (a counter does not go below 0)" << QByteArray("0");
        QTest::newRow("to 0") << QByteArray("5") << 1 << "5"
                              << "0" << QByteArray("0");
        QTest::newRow("below 0, shorter") << QByteArray("1234") << 1 << "9999"
                                          << "0 (a counter does not go below 0), followed by 3 spaces: the value keeps its length"
                                          << QByteArray("0   ");
        QTest::newRow("past the largest")
            << QByteArray("18446744073709551615") << 0 << "2"
            << "1 (wraps around after 18446744073709551615), followed by 19 spaces: the value keeps its length"
            << QByteArray("1                   ");
        QTest::newRow("with spaces") << QByteArray("9   ") << 0 << "1"
                                     << "10, followed by 2 spaces: the value keeps its length" << QByteArray("10  ");
    }
    void whatACounterWillBeIsSaidBefore()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, way);
        QFETCH(QString, delta);
        QFETCH(QString, result);
        QFETCH(QByteArray, after);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", value);
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        open(person, "countItemAction", "countItem");
        person.see<QComboBox>("countItemWay")->setCurrentIndex(way);
        person.fill("countItemDelta", delta);
        QTRY_COMPARE(person.notice("countItemResult"), result);
        QCOMPARE(person.notice("countItemNote").contains(QStringLiteral("ends in 3 spaces")), value.endsWith("   "));
        person.consent("countItemConsent");
        QTRY_VERIFY(!person.isOpen("countItem"));
        QCOMPARE(server.value("k"), after);
    }

    void whatIsNotThereHasNoResultUnlessItBegins()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.enter(person.see<QLineEdit>("goToKeyText"), QStringLiteral("k"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Missing);
        open(person, "countItemAction", "countItem");
        QTRY_VERIFY(person.notice("countItemResult").contains(QStringLiteral("does not exist")));
        QTest::mouseClick(person.see<QWidget>("countItemStarts"), Qt::LeftButton, {}, QPoint(10, 8));
        person.fill("countItemInitial", QStringLiteral("100"));
        QCOMPARE(person.notice("countItemResult"), QStringLiteral("100"));
    }

    /// The letter of a label leads to its field.
    void lettersLeadToTheirFields_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("dialog");
        QTest::addColumn<int>("letter");
        QTest::addColumn<QString>("field");
        QTest::newRow("key") << "newItemAction"
                             << "newItem" << int(Qt::Key_K) << "newItemKey";
        QTest::newRow("value") << "newItemAction"
                               << "newItem" << int(Qt::Key_V) << "newItemValue";
        QTest::newRow("flags") << "newItemAction"
                               << "newItem" << int(Qt::Key_F) << "flags";
        QTest::newRow("TTL") << "newItemAction"
                             << "newItem" << int(Qt::Key_T) << "ttlForm";
        QTest::newRow("number") << "countItemAction"
                                << "countItem" << int(Qt::Key_Y) << "countItemDelta";
        QTest::newRow("bytes") << "joinItemAction"
                               << "joinItem" << int(Qt::Key_B) << "joinItemBytes";
    }
    void lettersLeadToTheirFields()
    {
        QFETCH(QString, entry);
        QFETCH(QString, dialog);
        QFETCH(int, letter);
        QFETCH(QString, field);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("k", "10");
        ItemPerson person;
        person.connectAndGoToKeys(server.server());
        person.look(QStringLiteral("k"));
        open(person, qPrintable(entry), qPrintable(dialog));
        auto *window = person.dialog<QDialog>(qPrintable(dialog));
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window));
        (void)settledSize(window);
        person.see<QWidget>(qPrintable(dialog + QStringLiteral("Cancel")))->setFocus();
        QTest::keyClick(window, Qt::Key(letter), Qt::AltModifier);
        QTRY_COMPARE(QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(), field);
    }
};

QTEST_MAIN(TestItemDialogs)
#include "tst_itemdialogs.moc"
