#include "ui/keys/othersources.h"

#include "app/run/runhistory.h"
#include "tests/asking.h"
#include "tests/maderun.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"
#include "ui/keys/typedkeysdialog.h"
#include "ui/workbench/pastefield.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// The widget as a person has it.
struct Person
{
    Person()
        : ready(&page, &OtherSources::storeReady)
        , retried(&page, &OtherSources::retryRequested)
    {
        QObject::connect(&page, &OtherSources::storeReady, &page, [this](const std::shared_ptr<KeyStore> &found, const QString &what) {
            store = std::move(*found);
            words = what;
        });
        page.resize(900, 600);
        page.show();
        (void)QTest::qWaitForWindowActive(&page);
    }

    template <typename Widget> [[nodiscard]] Widget *find(const char *name) const { return page.findChild<Widget *>(QLatin1String(name)); }
    [[nodiscard]] QPushButton *button(KeySource source) const
    {
        return page.findChild<QPushButton *>(QStringLiteral("source%1").arg(int(source)));
    }
    [[nodiscard]] bool offers(KeySource source) const { return button(source)->isVisible(); }
    void click(const char *name) const { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    void click(KeySource source) const { QTest::mouseClick(button(source), Qt::LeftButton); }

    OtherSources page;
    QSignalSpy ready;
    QSignalSpy retried;
    KeyStore store;
    QString words;
};

const Error &forbidden()
{
    static const Error error{Error::Code::DumpNotAllowed, QStringLiteral("It was started with -X.")};
    return error;
}

} // namespace

class TestOtherSources : public QObject
{
    Q_OBJECT

private slots:
    void aRefusalIsToldWithWhatItLeaves()
    {
        Person person;
        person.page.showRefusal(forbidden());
        QCOMPARE(person.find<QLabel>("sourcesReasonText")->text(), forbidden().text);
        QVERIFY(!person.find<QLabel>("sourcesMissing")->text().isEmpty());
        QVERIFY(person.offers(KeySource::KeysFromFile) && person.offers(KeySource::TypedKeys));
        QVERIFY(!person.offers(KeySource::Cachedump) && !person.offers(KeySource::Retry));
        QVERIFY2(!person.offers(KeySource::SeenKeys), "there is no history");
        QVERIFY(!person.find<QPushButton>("sourcesStop")->isVisible());
        RunHistory history;
        person.page.setRuns(&history, {});
        QVERIFY(person.offers(KeySource::SeenKeys));
        person.page.showRefusal({Error::Code::CrawlerBusy, QStringLiteral("Busy.")});
        QVERIFY(person.offers(KeySource::Cachedump) && person.offers(KeySource::Retry));
        person.click(KeySource::Retry);
        QCOMPARE(person.retried.size(), 1);
    }

    void typedKeysAreShown()
    {
        Person person;
        person.page.showRefusal({Error::Code::BinaryOnly, QStringLiteral("Binary only.")});
        person.button(KeySource::TypedKeys)->setFocus();
        QTest::keyClick(person.button(KeySource::TypedKeys), Qt::Key_Space);
        QTRY_VERIFY(person.find<QDialog>("typedKeysDialog"));
        const QPointer<QDialog> dialog = person.find<QDialog>("typedKeysDialog");
        auto *show = person.find<QPushButton>("typedShow");
        QVERIFY(!show->isEnabled());
        auto *text = person.find<QPlainTextEdit>("typedKeys");
        QTest::keyClicks(text, QStringLiteral("one"));
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClicks(text, QStringLiteral("two words"));
        QTRY_VERIFY(show->isEnabled());
        QVERIFY(person.find<QLabel>("typedFaultsText")->text().contains(QLatin1String("Line 2")));
        QTest::mouseClick(show, Qt::LeftButton);
        QTRY_COMPARE(person.ready.size(), 1);
        QCOMPARE(person.store.count(), 1);
        QVERIFY(person.store.find("one"));
        QVERIFY2(person.words.contains(QLatin1String("Line 2")), qPrintable(person.words));
        QTRY_VERIFY(!dialog);
        QCOMPARE(person.page.focusWidget(), person.button(KeySource::TypedKeys)); // not anywhere, for want of what it was on
    }

    void aTextTooLongForTheFieldIsToldOfBeforeItIsTaken()
    {
        Person person;
        person.page.showRefusal({Error::Code::BinaryOnly, QStringLiteral("Binary only.")});
        person.click(KeySource::TypedKeys);
        QTRY_VERIFY(person.find<QDialog>("typedKeysDialog"));
        const QPointer<QDialog> dialog = person.find<QDialog>("typedKeysDialog");
        auto *field = person.find<PasteField>("typedKeys");
        const QString pasted = QStringLiteral("key:with:a:name\n").repeated(PasteField::longest / 16) + QStringLiteral("and:another\n");
        QApplication::clipboard()->setText(pasted);
        field->paste();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(field->toPlainText().isEmpty());
        QCOMPARE(person.find<QLabel>("typedCount")->text(), QStringLiteral("A text of %L1 characters").arg(pasted.size()));
        QVERIFY(person.find<QLabel>("typedFaultsText")->text().contains(QStringLiteral("too long to be seen")));
        QVERIFY(person.find<QPushButton>("typedShow")->isEnabled());

        emit field->longTextPasted(QString(TypedKeysDialog::longestText + 1, QLatin1Char('k')));
        QVERIFY(person.find<QLabel>("typedFaultsText")->text().contains(QStringLiteral("was not taken")));
        field->paste();

        QTest::keyClicks(field, QStringLiteral("typed"));
        QTRY_COMPARE(person.find<QLabel>("typedCount")->text(), QStringLiteral("1 key")); // it takes the place of the text
        field->clear();
        field->paste();
        person.click("typedShow");
        QTRY_COMPARE(person.ready.size(), 1);
        QCOMPARE(person.store.count(), 2);
        QVERIFY(person.store.find("and:another"));
        QTRY_VERIFY(!dialog);
    }

    void escapeLeavesTheDialogWithoutKeys()
    {
        Person person;
        person.page.showRefusal(forbidden());
        person.button(KeySource::KeysFromFile)->setFocus();
        QTest::keyClick(&person.page, Qt::Key_Y, Qt::AltModifier);
        QTRY_VERIFY(person.find<QDialog>("typedKeysDialog"));
        QCOMPARE(person.page.focusWidget(), person.button(KeySource::TypedKeys));
        QTest::keyClicks(person.find<QPlainTextEdit>("typedKeys"), QStringLiteral("one"));
        QTest::keyClick(person.find<QDialog>("typedKeysDialog"), Qt::Key_Escape);
        QTRY_VERIFY(!person.find<QDialog>("typedKeysDialog"));
        QCOMPARE(person.ready.size(), 0);
    }

    void aFilesKeysAreLookedUp()
    {
        RealServer server({QStringLiteral("-X")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("keys.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one\ntwo\n");
        file.close();
        Person person;
        person.page.setServer(optionsFor(server.port()));
        person.page.showRefusal(forbidden());
        person.click(KeySource::KeysFromFile);
        QTRY_VERIFY(person.find<QFileDialog>("keyFileDialog"));
        person.find<QFileDialog>("keyFileDialog")->close();
        person.page.openFile(file.fileName());
        // The server is empty.
        QTRY_VERIFY(person.find<QLabel>("sourcesMessageText")->text().contains(QLatin1String("keys.txt")));
        QCOMPARE(person.ready.size(), 0);
        QVERIFY(person.button(KeySource::KeysFromFile)->isEnabled());
    }

    void keysOfResultsAreShown()
    {
        RunHistory history;
        history.begin({});
        MadeRun run;
        run.hit("seen", "v");
        history.append(run.segments());
        history.end(RunRecord::State::Finished, {}, 0, {});
        Person person;
        person.page.setRuns(&history, {});
        person.page.showRefusal({Error::Code::BinaryOnly, QStringLiteral("Binary only.")});
        person.click(KeySource::SeenKeys);
        QTRY_COMPARE(person.ready.size(), 1);
        QVERIFY(person.store.find("seen"));
    }

    void aPartIsListed()
    {
        RealServer server({QStringLiteral("-o"), QStringLiteral("no_lru_maintainer,no_lru_crawler")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        Person person;
        person.page.setServer(optionsFor(server.port()));
        person.page.showRefusal({Error::Code::CrawlerDisabled, QStringLiteral("The crawler is off.")});
        person.click(KeySource::Cachedump);
        QTRY_VERIFY2(!person.find<QLabel>("sourcesMessageText")->text().isEmpty(), "nothing is said of an empty server");
        const auto set = connection.execute({.opcode = Opcode::Set, .key = "k"});
        QTRY_VERIFY(set->isFinished());
        person.click(KeySource::Cachedump);
        QTRY_COMPARE(person.ready.size(), 1);
        QVERIFY(person.store.find("k"));
        QVERIFY2(person.words.contains(QLatin1String("not used lately")), qPrintable(person.words));
    }

    void whatTakesLongCanBeStopped()
    {
        FakeServer server;
        Person person;
        person.page.setServer(optionsFor(server.port()));
        person.page.showRefusal({Error::Code::CrawlerDisabled, QStringLiteral("The crawler is off.")});
        person.click(KeySource::Cachedump);
        auto *stop = person.find<QPushButton>("sourcesStop");
        QVERIFY(stop->isVisible() && person.find<QProgressBar>("sourcesProgress")->isVisible());
        QVERIFY(!person.button(KeySource::Cachedump)->isEnabled());
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(!stop->isVisible());
        QVERIFY(person.button(KeySource::Cachedump)->isEnabled());
        person.click(KeySource::Cachedump);
        QVERIFY(stop->isVisible());
        QTest::keyClick(&person.page, Qt::Key_Escape);
        QVERIFY(!stop->isVisible());
        QCOMPARE(person.ready.size(), 0);
    }
};

QTEST_MAIN(TestOtherSources)
#include "tst_othersources.moc"
