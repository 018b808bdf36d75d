#include "ui/values/valuepage.h"

#include "tests/asking.h"
#include "tests/keyperson.h"
#include "tests/valueperson.h"
#include "ui/results/hexview.h"
#include "ui/results/longtext.h"
#include "ui/values/rememberdialog.h"
#include "ui/values/stepbutton.h"
#include "ui/values/valuetreerows.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QUrl>

#include <zlib.h>

namespace {

QByteArray compressed(const QByteArray &bytes)
{
    uLongf size = compressBound(uLong(bytes.size()));
    QByteArray out(qsizetype(size), '\0');
    if (compress2(reinterpret_cast<Bytef *>(out.data()), &size, reinterpret_cast<const Bytef *>(bytes.constData()), uLong(bytes.size()), 9)
        != Z_OK)
        qFatal("zlib");
    out.truncate(qsizetype(size));
    return out;
}

/// {'name': 'Ada', 'n': [1, 2]} as Python 3.11 pickles it with protocol 4.
const char *const pickleHex = "8004951e000000000000007d94288c046e616d65948c03416461948c016e945d94284b014b0265752e";

/// Where files go that are opened outside.
class Outside : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> opened;

public slots:
    void open(const QUrl &url) { opened.append(url); }
};

} // namespace

/// The page of a value by itself, and at the end in the window with a real server.
class TestValuePage : public QObject, private ValuePerson
{
    Q_OBJECT

    void begin(ClientLibrary library) { ValuePerson::begin(library, {520, 480}); }
    [[nodiscard]] QString text() const { return see<LongText>("valueText")->visibleText(); }
    [[nodiscard]] QString step(const char *name) const { return see<StepButton>(name)->text(); }
    [[nodiscard]] QString tab() const { return m_page->tabs()->tabText(m_page->tabs()->currentIndex()); }
    void clickTab(int index) const
    {
        auto *bar = m_page->tabs()->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
    }
    /// Opens the menu of a button by the keyboard and chooses what it is told to.
    void choose(const char *button, const QString &entry) const
    {
        auto *step = see<QToolButton>(button);
        QMenu *menu = step->menu();
        QAction *found = nullptr;
        QList<QAction *> all = menu->actions();
        const QList<QMenu *> deeper = menu->findChildren<QMenu *>();
        for (const QMenu *one : deeper)
            all += one->actions();
        for (QAction *action : std::as_const(all)) {
            if (action->text() == entry)
                found = action;
        }
        QVERIFY2(found, qPrintable(entry));
        QVERIFY(step->isVisible());
        QMetaObject::invokeMethod(
            menu,
            [menu, found] {
                menu->setActiveAction(found);
                QTest::keyClick(menu, Qt::Key_Return);
            },
            Qt::QueuedConnection);
        QTest::mouseClick(step, Qt::LeftButton);
    }

private slots:
    void initTestCase()
    {
        useHome();
        qputenv("TMPDIR", QFile::encodeName(m_home.path()));
    }

    void init()
    {
        QFile::remove(m_home.filePath(QStringLiteral("Slabscope/Slabscope.ini")));
        begin(ClientLibrary::Unknown);
    }
    void cleanup() { end(); }

    void chainSaysWhatWasDone()
    {
        begin(ClientLibrary::Pylibmc);
        show("session:1", compressed(QByteArray::fromHex(pickleHex)), 9);
        QCOMPARE(see<QLabel>("valueChainFlags")->text(), QStringLiteral("Flags 9 (pickle, zlib)"));
        QCOMPARE(step("valueCompressionStep"), QStringLiteral("zlib · certain"));
        QCOMPARE(step("valueSerializationStep"), QStringLiteral("Python pickle (protocol 4) · certain"));
        const auto *button = see<StepButton>("valueSerializationStep");
        QCOMPARE(button->toolTip(), QStringLiteral("With pylibmc, flags 9 mean pickle."));
        QCOMPARE(button->accessibleDescription(), button->toolTip());
        QVERIFY(button->accessibleName().contains(QStringLiteral("certain")));
        QVERIFY(m_page->reading());
        QVERIFY(!m_page->reading()->value.fault);
    }

    /// Whether what was done takes one line or two: what is clicked below stays where it is.
    void nextValueMovesNothing()
    {
        m_page->setEditable({});
        m_page->resize(390, 480);
        const auto *edit = see<QToolButton>("valueEditButton");
        const auto place = [&](const char *key, const QByteArray &bytes) {
            show(key, bytes);
            [&] { QTRY_VERIFY(m_page->reading()); }();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            int y = -1;
            (void)QTest::qWaitFor([&] { return std::exchange(y, edit->mapTo(m_page.get(), QPoint()).y()) == y; });
            return y;
        };
        const int y = place("text", "some words");
        const int needed = see<QWidget>("valueChainStrip")->layout()->heightForWidth(390);
        QCOMPARE(place("packed", compressed("[1, 2, 3, 4, 5, 6, 7, 8]")), y);
        QVERIFY2(see<QWidget>("valueChainStrip")->layout()->heightForWidth(390) < needed, "not the values for this");
        QCOMPARE(place("text", "some words"), y);
    }

    void withoutALibraryTheBytesAreLookedAt()
    {
        show("k", compressed(R"({"a": 1})"), 8);
        QCOMPARE(see<QLabel>("valueChainFlags")->text(), QStringLiteral("Flags 8"));
        QCOMPARE(step("valueCompressionStep"), QStringLiteral("zlib · certain"));
        QVERIFY2(step("valueSerializationStep").startsWith(QStringLiteral("JSON · ")), qPrintable(step("valueSerializationStep")));
        clickTab(0);
        QCOMPARE(text(), QStringLiteral(R"({"a": 1})"));
        show("k", "just words", {});
        QVERIFY(!see<QLabel>("valueChainFlags")->isVisible());
        QCOMPARE(text(), QStringLiteral("just words"));
        m_page->clear();
        QVERIFY(!see<QWidget>("valueChainStrip")->isVisible());
        QCOMPARE(m_page->reading(), SharedReading());
    }

    /// As where it is read by a GET each time, and nothing is there meanwhile.
    void whatIsOpenStaysSoAcrossAnEmptyPage()
    {
        const auto *tree = see<ValueTreeRows>("valueTreeRows");
        const auto isOpen = [tree] { return tree->isExpanded(tree->model()->index(0, 0, tree->model()->index(0, 0))); };
        const auto tabOf = [this, tree] {
            int tab = 0;
            while (!m_page->tabs()->widget(tab)->isAncestorOf(tree))
                ++tab;
            return tab;
        };
        show("k", R"({"a": {"b": 1}})");
        clickTab(tabOf());
        QVERIFY(isOpen());
        see<ValueTreeRows>("valueTreeRows")->collapse(tree->model()->index(0, 0, tree->model()->index(0, 0)));
        m_page->clear();
        show("k", R"({"a": {"b": 2}})");
        QVERIFY(!isOpen());
        m_page->clear();
        show("other", R"({"a": {"b": 2}})");
        QVERIFY(isOpen());
    }

    /// The bytes are on the screen before they are decoded.
    void bytesAreThereAtOnce()
    {
        QByteArray json = "[0";
        for (int i = 1; i < 200'000; ++i)
            json += ", " + QByteArray::number(i);
        json += ']';
        show("k", json);
        QVERIFY(!m_page->reading());
        QVERIFY(text().startsWith(QStringLiteral("[0, 1, 2")));
        QTRY_VERIFY(m_page->reading());
        QVERIFY(step("valueSerializationStep").startsWith(QStringLiteral("JSON")));
    }

    void personChoosesOtherwise()
    {
        show("k:1", R"({"a": 1})");
        choose("valueSerializationStep", QStringLiteral("Text"));
        QCOMPARE(step("valueSerializationStep"), QStringLiteral("Text · chosen"));
        QCOMPARE(see<StepButton>("valueSerializationStep")->toolTip(), QStringLiteral("You chose it for this key."));
        show("k:2", R"({"a": 1})"); // another key
        QVERIFY(step("valueSerializationStep").startsWith(QStringLiteral("JSON")));
        show("k:1", R"({"a": 2})"); // while the program runs
        QCOMPARE(step("valueSerializationStep"), QStringLiteral("Text · chosen"));
        choose("valueSerializationStep", QStringLiteral("Automatic"));
        QVERIFY(step("valueSerializationStep").startsWith(QStringLiteral("JSON")));
        QVERIFY(!see<QToolButton>("valueRememberSteps")->isVisible());
    }

    void choiceIsRememberedForKeysLikeIt()
    {
        show("session:7", "42");
        choose("valueSerializationStep", QStringLiteral("Whole number, big-endian"));
        QVERIFY(step("valueSerializationStep").endsWith(QStringLiteral("chosen")));
        QTest::mouseClick(see<QToolButton>("valueRememberSteps"), Qt::LeftButton);
        auto *dialog = m_page->findChild<RememberDialog *>();
        QVERIFY(dialog);
        auto *pattern = dialog->findChild<QLineEdit *>(QStringLiteral("rememberPattern"));
        auto *consent = dialog->findChild<QPushButton *>(QStringLiteral("rememberConsent"));
        QCOMPARE(pattern->text(), QStringLiteral("session:*"));
        pattern->selectAll();
        QTest::keyClicks(pattern, QStringLiteral("other:*"));
        QVERIFY(!consent->isEnabled()); // this key would not be among them
        pattern->selectAll();
        QTest::keyClicks(pattern, QStringLiteral("sess*"));
        QVERIFY(consent->isEnabled());
        QTest::keyClick(pattern, Qt::Key_Return);
        QCOMPARE(see<QToolButton>("valueRememberedSteps")->text(), QStringLiteral("For sess*"));

        begin(ClientLibrary::Unknown); // the next start
        show("session:9", "43");
        QCOMPARE(step("valueSerializationStep"), QStringLiteral("Whole number, big-endian · chosen"));
        QCOMPARE(see<StepButton>("valueSerializationStep")->toolTip(), QStringLiteral("You chose it for keys like sess*."));
        m_choices->setServer(QStringLiteral("elsewhere"), ClientLibrary::Unknown, ":");
        QVERIFY(!step("valueSerializationStep").endsWith(QStringLiteral("chosen")));
        m_choices->setServer(QStringLiteral("here"), ClientLibrary::Unknown, ":");

        // For one key it can be otherwise all the same.
        choose("valueSerializationStep", QStringLiteral("Automatic"));
        QVERIFY(!step("valueSerializationStep").endsWith(QStringLiteral("chosen")));
        show("session:8", "43");
        QVERIFY(step("valueSerializationStep").endsWith(QStringLiteral("chosen")));
        choose("valueRememberedSteps", QStringLiteral("Forget it for keys like sess*"));
        QVERIFY(!step("valueSerializationStep").endsWith(QStringLiteral("chosen")));
        begin(ClientLibrary::Unknown);
        show("session:8", "43");
        QVERIFY(!step("valueSerializationStep").endsWith(QStringLiteral("chosen")));
    }

    /// Escape leaves the question and remembers nothing.
    void escapeLeavesTheQuestion()
    {
        show("a", "42");
        choose("valueSerializationStep", QStringLiteral("Text"));
        QTest::mouseClick(see<QToolButton>("valueRememberSteps"), Qt::LeftButton);
        QTest::keyClick(m_page->findChild<RememberDialog *>(), Qt::Key_Escape);
        QTRY_VERIFY(!m_page->findChild<RememberDialog *>());
        QVERIFY(m_settings->keys()->rememberedSteps(QStringLiteral("here")).isEmpty());
    }

    void faultLeadsToItsByte()
    {
        begin(ClientLibrary::Pymemcache);
        show("k", QByteArray::fromHex(pickleHex).chopped(3), 1);
        QCOMPARE(step("valueSerializationStep"), QStringLiteral("Python pickle (protocol 4) · failed"));
        auto *go = see<QToolButton>("valueFormFaultPlace");
        QVERIFY(go->isVisible());
        const qsizetype offset = m_page->reading()->value.fault.offset;
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(tab(), QStringLiteral("Hex"));
        QCOMPARE(see<HexView>("valueHex")->selectionStart(), std::min<qsizetype>(offset, m_page->reading()->bytes.size() - 1));

        QByteArray broken = compressed(QByteArray(1000, 'x'));
        broken[broken.size() - 1] = char(broken.back() ^ 1);
        show("k", broken, 8 | 16);
        QCOMPARE(step("valueCompressionStep"), QStringLiteral("zlib · failed"));
        QTest::mouseClick(see<QToolButton>("valueCompressionFaultPlace"), Qt::LeftButton);
        QCOMPARE(see<QComboBox>("valueHexStage")->currentText(), QStringLiteral("As stored"));
        show("k", "fine", 16);
        QVERIFY(!see<QWidget>("valueCompressionFault")->isVisible());
        QVERIFY(!see<QWidget>("valueFormFault")->isVisible());
    }

    void bytesOfBothStagesAreSeen()
    {
        const QByteArray stored = compressed("inner bytes");
        show("k", stored);
        clickTab(1);
        auto *stage = see<QComboBox>("valueHexStage");
        QVERIFY(stage->isVisible());
        auto *hex = see<HexView>("valueHex");
        hex->selectAll();
        QCOMPARE(hex->selectionEnd(), 11);
        QTest::keyClick(stage, Qt::Key_Down);
        hex->selectAll();
        QCOMPARE(hex->selectionEnd(), stored.size());
        show("k", "plain");
        QVERIFY(!stage->isVisible());
    }

    /// What is one text or number is not shown as what it was packed in.
    void singlePartIsReadAsText()
    {
        begin(ClientLibrary::Pymemcache);
        show("k", QByteArray::fromHex("80048c0568656c6c6f2e"), 1);
        QCOMPARE(text(), QStringLiteral("hello"));
        QCOMPARE(tab(), QStringLiteral("Text"));
        show("k", QByteArray::fromHex("80044b2a2e"), 1); // 42
        QCOMPARE(text(), QStringLiteral("42"));
        show("k", QByteArray::fromHex("80044e2e"), 1); // None
        QCOMPARE(text(), QStringLiteral("null"));
        choose("valueCopy", QStringLiteral("Copy as &JSON"));
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("null"));
    }

    void bestFormIsInFront()
    {
        begin(ClientLibrary::Pylibmc);
        show("k", compressed(QByteArray::fromHex(pickleHex)), 9);
        QCOMPARE(tab(), QStringLiteral("Tree"));
        show("k", R"({"a": 1})", 16);
        QCOMPARE(tab(), QStringLiteral("Formatted"));
        show("k", "words", 16);
        QCOMPARE(tab(), QStringLiteral("Text"));
        show("k", "\x01\x02\xff", 0);
        QCOMPARE(tab(), QStringLiteral("Hex"));
        show("k", QByteArray::fromHex(pickleHex), 1);
        QCOMPARE(tab(), QStringLiteral("Tree"));
        clickTab(0);
        show("l", QByteArray::fromHex(pickleHex), 1);
        QCOMPARE(tab(), QStringLiteral("Text")); // as it was chosen for this kind
    }

    void encodingIsChosen()
    {
        show("k", QByteArray("t\0e\0x\0t\0", 8));
        clickTab(0);
        QCOMPARE(text(), QStringLiteral("text"));
        auto *encoding = see<QComboBox>("valueTextEncoding");
        QCOMPARE(encoding->currentText(), QStringLiteral("Automatic (UTF-16 LE)"));
        QTest::keyClick(encoding, Qt::Key_Down);
        QCOMPARE(text(), QStringLiteral("t\\0e\\0x\\0t\\0"));
        show("k", "caf\xe9");
        QCOMPARE(text(), QStringLiteral("caf\\xE9"));
        QTest::keyClick(encoding, Qt::Key_Down); // Latin-1
        QCOMPARE(text(), QString::fromUtf8("café"));
        // Much is brought into UTF-8 elsewhere.
        show("k", QByteArray(TextView::mostAtOnce, 'a') + '\xe9');
        QTRY_COMPARE(m_page->findChild<TextView *>()->shown().size(), TextView::mostAtOnce + 2);
    }

    void linesAreWrappedOrNot()
    {
        show("k", QByteArray(400, 'w') + "\nsecond");
        clickTab(0);
        QVERIFY(text().count(QLatin1Char('\n')) > 1);
        QTest::mouseClick(see<QCheckBox>("valueTextWrap"), Qt::LeftButton, {}, {8, see<QCheckBox>("valueTextWrap")->height() / 2});
        QCOMPARE(text().count(QLatin1Char('\n')), 1);
    }

    /// What is found in a text of another encoding are places in that text.
    void searchIsInWhatIsInFront()
    {
        show("k", QByteArray("t\0e\0x\0t\0", 8));
        clickTab(0);
        see<LongText>("valueText")->setFocus();
        QTest::keyClick(see<LongText>("valueText"), Qt::Key_F, Qt::ControlModifier);
        auto *field = see<QLineEdit>("valueFindText");
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("xt"));
        QTRY_COMPARE(see<ElidedLabel>("valueFindCount")->text(), QStringLiteral("1 of 1"));
        QCOMPARE(see<LongText>("valueText")->selectionStart(), 2);
        clickTab(1);
        QTRY_VERIFY(see<ElidedLabel>("valueFindCount")->text().startsWith(QStringLiteral("No")));
    }

    void valueIsCopied()
    {
        show("k", compressed("inner"));
        choose("valueCopy", QStringLiteral("Copy as &text"));
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("inner"));
        show("k", "\x01\xff");
        choose("valueCopy", QStringLiteral("Copy stored bytes in &hexadecimal"));
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("01 FF"));
        choose("valueCopy", QStringLiteral("Copy stored bytes in &Base64"));
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Af8="));
        QCOMPARE(m_told, QStringLiteral("Copied"));
    }

    void valueIsSaved()
    {
        const QByteArray stored = compressed(R"({"a": 1})");
        const auto save = [this](const char *name, const QString &entry) {
            const QString path = m_home.filePath(QLatin1String(name));
            choose("valueSave", entry);
            auto *dialog = m_page->findChild<QFileDialog *>(QStringLiteral("saveBytesDialog"));
            if (!dialog)
                return QByteArray("no dialog");
            dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(path);
            QTest::keyClick(dialog, Qt::Key_Return);
            [&] { QTRY_VERIFY(m_told.contains(QLatin1String("saved"))); }();
            m_told.clear();
            QFile file(QFile::exists(path) ? path : path + QStringLiteral(".json"));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
        };
        show("k", stored);
        QCOMPARE(save("one", QStringLiteral("&Save to file…")), QByteArray(R"({"a": 1})"));
        QCOMPARE(save("two.bin", QStringLiteral("Save as sto&red…")), stored);
    }

    void valueIsOpenedOutside()
    {
        Outside outside;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &outside, "open");
        show("user:1/..", compressed(R"({"a": 1})"));
        choose("valueSave", QStringLiteral("&Open outside"));
        QTRY_COMPARE(outside.opened.size(), 1);
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        const QFileInfo file(outside.opened.constFirst().toLocalFile());
        QCOMPARE(file.suffix(), QStringLiteral("json"));
        QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther),
                 QFileDevice::Permissions());
        const QFileInfo folder(QDir(file.path()).filePath(QStringLiteral("..")));
        QCOMPARE(QFileInfo(folder.canonicalFilePath()).permissions()
                     & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::ExeOther),
                 QFileDevice::Permissions());
        QFile written(file.filePath());
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), QByteArray(R"({"a": 1})"));
    }

    void formOfAKindIsKept()
    {
        show("k", "some words");
        QCOMPARE(tab(), QStringLiteral("Text"));
        clickTab(1);
        show("l", "other words");
        QCOMPARE(tab(), QStringLiteral("Hex"));
        show("m", "\x01\x02\xff");
        QCOMPARE(tab(), QStringLiteral("Hex")); // bytes that are no text
        clickTab(0);
        show("n", "words");
        QCOMPARE(tab(), QStringLiteral("Hex"));
    }

    /// The same again leaves a person where she is.
    void sameValueStaysAsItIsLookedAt()
    {
        show("k", QByteArray("line\n").repeated(500));
        see<LongText>("valueText")->select(1500, 1504);
        show("k", QByteArray("line\n").repeated(500));
        QCOMPARE(see<LongText>("valueText")->selectionStart(), 1500);
        show("k", QByteArray("line\n").repeated(501));
        QCOMPARE(see<LongText>("valueText")->selectionStart(), 0);
    }

    /// pylibmc's value in the browser of a real server, with the library from the profile.
    void valueOfALibraryIsReadInTheWindow()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        Command command{.opcode = Opcode::Set, .key = "session:1", .value = compressed(QByteArray::fromHex(pickleHex))};
        command.flags = 9;
        const auto reply = connection.execute(command);
        QTRY_VERIFY(reply->isFinished());
        QVERIFY(reply->outcome().succeeded());

        KeyPerson person;
        Profile profile;
        profile.id = QStringLiteral("p");
        profile.name = QStringLiteral("Python");
        profile.address.port = server.port();
        profile.clientLibrary = QStringLiteral("pylibmc");
        person.openProfile(profile);
        person.listAgain();
        person.clickRow(0);
        QTRY_COMPARE(person.details()->findChild<StepButton *>(QStringLiteral("keyValueSerializationStep"))->text(),
                     QStringLiteral("Python pickle (protocol 4) · certain"));
        QCOMPARE(person.details()->findChild<QLabel *>(QStringLiteral("keyValueChainFlags"))->text(),
                 QStringLiteral("Flags 9 (pickle, zlib)"));
        QTRY_COMPARE(person.text("itemFlags"), QStringLiteral("9 (0x9): pickle, zlib"));
        QTRY_VERIFY2(person.text("itemSize").endsWith(QStringLiteral(" % of 41 B decompressed")), qPrintable(person.text("itemSize")));
    }
};

QTEST_MAIN(TestValuePage)
#include "tst_valuepage.moc"
