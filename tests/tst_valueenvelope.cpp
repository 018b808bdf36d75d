#include "app/values/owndecoderlist.h"
#include "connection/text/itemsize.h"
#include "tests/asking.h"
#include "tests/envelopesample.h"
#include "tests/keyperson.h"
#include "tests/privatehome.h"
#include "tests/valueperson.h"
#include "ui/keys/itemfacts.h"
#include "ui/preferences/decoderdialog.h"
#include "ui/preferences/decoderspage.h"
#include "ui/preferences/preferencesdialog.h"
#include "ui/results/longtext.h"
#include "ui/values/envelopewords.h"
#include "ui/values/rememberdialog.h"
#include "ui/values/stepbutton.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>

#include <bit>

using namespace std::chrono_literals;

namespace {

/// A value as Rails 7.1 stores it with this expiry.
QByteArray railsValue(qint64 expiry, const QByteArray &text)
{
    QByteArray bytes = QByteArray::fromHex("001102");
    QByteArray time(8, '\0');
    qToLittleEndian(std::bit_cast<quint64>(double(expiry) / 1000), time.data());
    return bytes + time + QByteArray::fromHex("020000007637") + text;
}

OwnDecoder upperCase()
{
    return {QStringLiteral("Shout"), QStringLiteral("tr"), {QStringLiteral("a-z"), QStringLiteral("A-Z")}};
}

} // namespace

/// Envelopes and decoders of a person's own, as a person sees and chooses them.
class TestValueEnvelope : public QObject, private ValuePerson
{
    Q_OBJECT

    [[nodiscard]] StepButton *envelope() const { return see<StepButton>("valueEnvelopeStep"); }
    [[nodiscard]] QString text() const { return see<LongText>("valueText")->visibleText(); }
    [[nodiscard]] QAction *entry(const QString &wanted) const
    {
        const QList<QAction *> actions = envelope()->menu()->actions();
        for (QAction *action : actions) {
            if (action->text() == wanted)
                return action;
        }
        return nullptr;
    }
    void choose(const QString &wanted) const
    {
        QVERIFY2(entry(wanted), qPrintable(wanted));
        entry(wanted)->trigger();
    }
    void setUp(const QList<OwnDecoder> &decoders) const
    {
        m_settings->keys()->setOwnDecoders(decoders);
        emit m_choices->changed();
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_home.use());
        QLocale::setDefault(QLocale::c());
    }
    void init()
    {
        m_home.clearSettings();
        begin(ClientLibrary::Unknown, {800, 500});
    }
    void cleanup() { end(); }

    void valueIsShownWithoutItsEnvelope()
    {
        show("k", railsValue(QDateTime::currentMSecsSinceEpoch() + 90'000, "hello"));
        QCOMPARE(text(), QStringLiteral("hello"));
        QCOMPARE(envelope()->text(), QStringLiteral("Rails 7.1 cache entry · likely"));
        QVERIFY2(envelope()->toolTip().contains(QStringLiteral("version v7, expires in 1 min")), qPrintable(envelope()->toolTip()));
        QVERIFY(!see<QWidget>("valueEnvelopeNotice")->isVisible());
        QCOMPARE(envelope()->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    }

    void oneThatEndedByItsOwnWordSaysSo()
    {
        show("k", railsValue(QDateTime::currentMSecsSinceEpoch() - 90'000, "hello"));
        QVERIFY(see<QWidget>("valueEnvelopeExpiredText")->isVisible());
        QVERIFY(envelope()->toolTip().contains(QStringLiteral("expired 1 min 30 s ago")));
        show("k", "hello");
        QVERIFY(!see<QWidget>("valueEnvelopeNotice")->isVisible());
    }

    void oneThatEndsWhileItIsLookedAtSaysSo()
    {
        show("k", railsValue(QDateTime::currentMSecsSinceEpoch() + 1'000, "hello"));
        QVERIFY(!see<QWidget>("valueEnvelopeNotice")->isVisible());
        QTRY_VERIFY(see<QWidget>("valueEnvelopeNotice")->isVisible());
    }

    void withoutOneThereIsOnlyAnIcon()
    {
        show("k", "hello");
        QCOMPARE(envelope()->toolButtonStyle(), Qt::ToolButtonIconOnly);
        QVERIFY(envelope()->toolTip().startsWith(QStringLiteral("No envelope.")));
        QVERIFY(envelope()->accessibleName().contains(QStringLiteral("No envelope")));
    }

    void noneCanBeChosenAndAutomaticAgain()
    {
        show("k", railsValue(QDateTime::currentMSecsSinceEpoch() + 90'000, "hello"));
        choose(QStringLiteral("No envelope"));
        QCOMPARE(envelope()->text(), QStringLiteral("No envelope · chosen"));
        QVERIFY(text() != QStringLiteral("hello"));
        choose(QStringLiteral("Automatic"));
        QCOMPARE(text(), QStringLiteral("hello"));
    }

    void oneThatDoesNotFitFailsWithTheReason()
    {
        show("k", "hello");
        choose(QStringLiteral("Symfony cache item"));
        QCOMPARE(envelope()->text(), QStringLiteral("Symfony cache item · failed"));
        QVERIFY(see<QWidget>("valueEnvelopeFault")->isVisible());
        QCOMPARE(text(), QStringLiteral("hello"));
    }

    void bytesAreSeenAtEachStage()
    {
        const QByteArray value = railsValue(QDateTime::currentMSecsSinceEpoch() + 90'000, "hello");
        show("k", value);
        auto *stage = see<QComboBox>("valueHexStage");
        m_page->showForm(ValueForm::Hex);
        QVERIFY(stage->isVisible());
        QCOMPARE(stage->count(), 2);
        auto *bytes = see<BytesView>("valueHex") ? see<BytesView>("valueHex") : m_page->findChild<BytesView *>();
        QCOMPARE(bytes->shown(), QByteArrayView("hello"));
        stage->setFocus();
        QTest::keyClick(stage, Qt::Key_Down);
        QCOMPARE(bytes->shown(), QByteArrayView(value));
        show("k", "plain");
        QVERIFY(!stage->isVisible());
        QCOMPARE(bytes->shown(), QByteArrayView("plain"));
    }

    void factsTellWhatTheEnvelopeSays()
    {
        ItemFacts facts;
        facts.show();
        show("k", railsValue(QDateTime::currentMSecsSinceEpoch() + 90'000, "hello"));
        facts.showReading(m_page->reading(), ClientLibrary::Unknown);
        const auto *line = facts.findChild<QLabel *>(QStringLiteral("itemEnvelope"));
        QVERIFY2(line->text().startsWith(QStringLiteral("Rails 7.1 cache entry: version v7, expires in 1 min")), qPrintable(line->text()));
        facts.showReading({}, ClientLibrary::Unknown);
        QVERIFY(!line->isVisibleTo(&facts));
    }

    void ownDecoderIsNeverThereWithoutBeingSetUp()
    {
        show("k", "hello");
        const QList<QAction *> actions = envelope()->menu()->actions();
        for (const QAction *action : actions)
            QVERIFY(!action->text().startsWith(QStringLiteral("Own:")));
        QSignalSpy wanted(m_choices.get(), &ReadingChoices::setUpRequested);
        choose(QStringLiteral("Set up decoders of your own…"));
        QCOMPARE(wanted.count(), 1);
    }

    void ownDecoderReadsWhatItIsChosenFor()
    {
        setUp({upperCase()});
        show("k:1", "hello");
        QCOMPARE(text(), QStringLiteral("hello")); // not by itself
        choose(QStringLiteral("Own: Shout"));
        QTRY_COMPARE(text(), QStringLiteral("HELLO"));
        QCOMPARE(envelope()->text(), QStringLiteral("Own: Shout · chosen"));
        QVERIFY(entry(QStringLiteral("Own: Shout"))->isChecked());
        show("k:2", "other");
        QCOMPARE(text(), QStringLiteral("other"));
    }

    void ownDecoderIsRememberedByItsName()
    {
        setUp({upperCase()});
        show("k:1", "hello");
        choose(QStringLiteral("Own: Shout"));
        m_choices->remember(QStringLiteral("k:*"), "k:1");
        show("k:2", "other");
        QTRY_COMPARE(text(), QStringLiteral("OTHER"));
        // What it runs is what is set up now; removed, it fails and says so.
        OwnDecoder other = upperCase();
        other.arguments = QStringList{QStringLiteral("a-z"), QStringLiteral("b-za")};
        setUp({other});
        QTRY_COMPARE(text(), QStringLiteral("puifs"));
        setUp({});
        QTRY_COMPARE(envelope()->text(), QStringLiteral("Own: Shout · failed"));
        QVERIFY(envelope()->toolTip().contains(QStringLiteral("not set up any more")));
        QVERIFY(see<QWidget>("valueEnvelopeFault")->isVisible());
        QVERIFY(!see<QWidget>("valueEnvelopeFaultPlace")->isVisible());
        QCOMPARE(text(), QStringLiteral("other"));
        // It made nothing, so there are no bytes of its own; and it is named once.
        QCOMPARE(see<QComboBox>("valueHexStage")->count(), 0);
        QVERIFY(!see<QLabel>("valueEnvelopeFaultNoticeText")->text().startsWith(QStringLiteral("Own:")));
    }

    void ownDecoderCanBeStopped()
    {
        setUp({{QStringLiteral("Slow"), QStringLiteral("sleep"), {QStringLiteral("1000")}, OwnDecoder::Input::Decompressed, 60s}});
        show("k", "hello");
        choose(QStringLiteral("Own: Slow"));
        auto *stop = see<QToolButton>("valueStopReading");
        QTRY_VERIFY(stop->isVisible());
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(!stop->isVisible());
        QVERIFY(!m_page->reading());
    }

    void preferencesKeepDecoders()
    {
        Preferences used;
        auto *dialog = new PreferencesDialog(used, [&used](const Preferences &chosen) { return used = chosen, Error(); }, {});
        dialog->show();
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        dialog->showPage(PreferencesDialog::Page::Decoders);
        auto *list = dialog->findChild<QTreeWidget *>(QStringLiteral("decoderList"));
        auto *remove = dialog->findChild<QPushButton *>(QStringLiteral("removeDecoder"));
        QVERIFY(!remove->isEnabled());
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("addDecoder")), Qt::LeftButton);
        auto *editor = dialog->findChild<DecoderDialog *>();
        QVERIFY(editor);
        auto *ok = editor->findChild<QPushButton *>(QStringLiteral("decoderOk"));
        QVERIFY(!ok->isEnabled());
        QTest::keyClicks(editor->findChild<QLineEdit *>(QStringLiteral("decoderName")), QStringLiteral("Shout"));
        QTest::keyClicks(editor->findChild<QLineEdit *>(QStringLiteral("decoderCommand")), QStringLiteral("tr a-z A-Z"));
        editor->findChild<QDoubleSpinBox *>(QStringLiteral("decoderLimit"))->setValue(2.5);
        QVERIFY(ok->isEnabled());
        QTest::mouseClick(ok, Qt::LeftButton);
        QCOMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(1), QStringLiteral("tr a-z A-Z"));
        QCOMPARE(used.decoders.size(), 0); // not before OK
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("preferencesDefaults")), Qt::LeftButton);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("preferencesApply")), Qt::LeftButton);
        OwnDecoder expected = upperCase();
        expected.limit = 2500ms;
        QCOMPARE(used.decoders, QList<OwnDecoder>{expected});
        // Kept, read again, and removed.
        m_settings->setPreferences(used);
        QCOMPARE(Settings().preferences().decoders, used.decoders);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(list->topLevelItemCount(), 0);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("preferencesOk")), Qt::LeftButton);
        QCOMPARE(used.decoders.size(), 0);
    }

    void decoderThatCannotBeSaysWhy()
    {
        DecoderDialog editor({}, {QStringLiteral("Taken")});
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        const auto *fault = editor.findChild<QLabel *>(QStringLiteral("decoderFaultText"));
        auto *name = editor.findChild<QLineEdit *>(QStringLiteral("decoderName"));
        auto *command = editor.findChild<QLineEdit *>(QStringLiteral("decoderCommand"));
        QVERIFY(!fault->isVisible()); // nothing is wrong with what is not written yet
        name->setText(QStringLiteral("Taken"));
        QVERIFY(fault->text().contains(QStringLiteral("has this name")));
        name->setText(QStringLiteral("New"));
        command->setText(QStringLiteral("./here"));
        QVERIFY(fault->text().contains(QStringLiteral("from the root")));
        QVERIFY(!editor.findChild<QPushButton *>(QStringLiteral("decoderOk"))->isEnabled());
        command->setText(QStringLiteral("/usr/bin/here"));
        QVERIFY(!fault->isVisible());
    }

    void whatIsSaidOfTheCommandIsSeenWhole()
    {
        DecoderDialog editor({}, {});
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        const auto *note = editor.findChild<QLabel *>(QStringLiteral("decoderNote"));
        const auto isWhole = [note] { return note->height() >= note->heightForWidth(note->width()); };
        QVERIFY(isWhole());
        // Nor does what is wrong with the fields, or came of a trial, take its room.
        editor.findChild<QLineEdit *>(QStringLiteral("decoderName"))->setText(QStringLiteral("New"));
        editor.findChild<QLineEdit *>(QStringLiteral("decoderCommand"))->setText(QStringLiteral("./here"));
        QTRY_VERIFY(editor.findChild<QLabel *>(QStringLiteral("decoderFaultText"))->isVisible());
        editor.resize(editor.minimumSizeHint());
        QTRY_VERIFY(isWhole());
    }

    void decoderIsTriedOnASample()
    {
        DecoderDialog editor(upperCase(), {});
        editor.setAttribute(Qt::WA_DeleteOnClose, false);
        editor.show();
        auto *sample = editor.findChild<QPlainTextEdit *>(QStringLiteral("decoderSample"));
        auto *form = editor.findChild<QComboBox *>(QStringLiteral("decoderSampleForm"));
        auto *tryIt = editor.findChild<QPushButton *>(QStringLiteral("decoderTry"));
        const auto *made = editor.findChild<QPlainTextEdit *>(QStringLiteral("decoderMade"));
        const auto *look = editor.findChild<QLabel *>(QStringLiteral("decoderLook"));
        QTest::keyClicks(sample, QStringLiteral("hello"));
        QTest::mouseClick(tryIt, Qt::LeftButton);
        QTRY_COMPARE(made->toPlainText(), QStringLiteral("HELLO"));
        QVERIFY(look->text().contains(QStringLiteral("5 bytes, read as: Text")));
        form->setCurrentIndex(1);
        QVERIFY(!tryIt->isEnabled());
        sample->setPlainText(QStringLiteral("61 62\n63 0a"));
        QTest::mouseClick(tryIt, Qt::LeftButton);
        QTRY_COMPARE(made->toPlainText(), QStringLiteral("ABC\n"));
        editor.findChild<QLineEdit *>(QStringLiteral("decoderCommand"))->setText(QStringLiteral("/absent/program"));
        QTest::mouseClick(tryIt, Qt::LeftButton);
        QTRY_VERIFY(look->text().contains(QStringLiteral("could not be started")));
        editor.findChild<QLineEdit *>(QStringLiteral("decoderCommand"))->setText(QStringLiteral("sleep 1000"));
        QTest::mouseClick(tryIt, Qt::LeftButton);
        QCOMPARE(tryIt->text(), QStringLiteral("S&top"));
        QTest::mouseClick(tryIt, Qt::LeftButton);
        QVERIFY(look->text().contains(QStringLiteral("stopped")));
    }

    void whatIsRememberedIsListedAndForgotten()
    {
        const QList<RememberedSteps> here{{QStringLiteral("a:*"), {QStringLiteral("zlib"), QStringLiteral("pickle"), QString()}},
                                          {QStringLiteral("b:*"), {QString(), QString(), QStringLiteral("own:Shout")}}};
        m_settings->keys()->setRememberedSteps(QStringLiteral("cache:11211"), here);
        m_settings->keys()->setRememberedSteps(QStringLiteral("id-7"), {{QStringLiteral("c:*"), {QString(), QStringLiteral("json"), {}}}});
        const Preferences before = m_settings->preferences();
        QCOMPARE(before.readings.size(), 3);
        auto *dialog =
            new PreferencesDialog(before, [this](const Preferences &chosen) { return m_settings->setPreferences(chosen), Error(); }, {});
        dialog->setServerNames({{QStringLiteral("id-7"), QStringLiteral("Shop")}});
        dialog->show();
        dialog->showPage(PreferencesDialog::Page::Readings);
        auto *list = dialog->findChild<QTreeWidget *>(QStringLiteral("readingList"));
        QCOMPARE(list->topLevelItemCount(), 3);
        QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("Shop"));
        QCOMPARE(list->topLevelItem(1)->text(2), QStringLiteral("zlib, then Python pickle"));
        QCOMPARE(list->topLevelItem(2)->text(2), QStringLiteral("Own: Shout"));
        list->setCurrentItem(list->topLevelItem(1));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("forgetReading")), Qt::LeftButton);
        QCOMPARE(m_settings->keys()->rememberedSteps(QStringLiteral("cache:11211")), here); // not before OK
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("preferencesOk")), Qt::LeftButton);
        QCOMPARE(m_settings->keys()->rememberedSteps(QStringLiteral("cache:11211")), here.mid(1));
        QCOMPARE(m_settings->keys()->rememberedSteps(QStringLiteral("id-7")).size(), 1);
    }

    /// A Rails value in the browser of a real server; and what the server's own listing says of the sizes of items.
    void itemsOfARealServer()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        const QByteArray rails = railsValue(QDateTime::currentMSecsSinceEpoch() + 90'000, "hello");
        const QList<std::pair<quint32, QByteArray>> items{{0, rails}, {7, QByteArray(300, 'a')}, {0, QByteArray(9000, 'b')}, {0, "c"}};
        for (qsizetype i = 0; i < items.size(); ++i) {
            Command command{.opcode = Opcode::Set, .key = "key:" + QByteArray::number(i), .value = items[i].second};
            command.flags = items[i].first;
            const auto reply = connection.execute(command);
            QTRY_VERIFY(reply->isFinished());
            QVERIFY(reply->outcome().succeeded());
        }
        KeyPerson person;
        person.listKeysOf(server);
        const Keyspace *keys = person.browser()->keyspace();
        QCOMPARE(keys->listing().size(), items.size());
        for (int i = 0; i < items.size(); ++i) {
            const ListedKey key = keys->listing().at(i);
            const auto &[flags, value] = items[key.key.last(1).toInt()];
            QCOMPARE(wholeItemSize(key.key.size(), value.size(), ItemCas::Kept, flags != 0 ? ItemFlags::Some : ItemFlags::None),
                     qint64(key.size));
            QCOMPARE(keys->chunks().classFor(key.size), std::optional(key.slabClass));
        }
        person.clickRow(0);
        QTRY_VERIFY2(person.text("itemEnvelope").startsWith(QStringLiteral("Rails 7.1 cache entry: version v7, expires in")),
                     qPrintable(person.text("itemEnvelope")));
    }

    void stripLeadsToThePreferences()
    {
        Person person;
        auto *page = person.window().findChild<ValuePage *>();
        QVERIFY(page);
        auto *button = page->findChild<StepButton *>(QStringLiteral("valueEnvelopeStep"));
        QVERIFY(button);
        button->menu()->actions().constLast()->trigger();
        auto *dialog = person.window().findChild<PreferencesDialog *>();
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QWidget *>(QStringLiteral("decodersPage"))->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
    }
};

QTEST_MAIN(TestValueEnvelope)
#include "tst_valueenvelope.moc"
