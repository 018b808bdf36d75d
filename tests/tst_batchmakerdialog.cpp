#include "app/commands/commandparser.h"
#include "ui/workbench/batchmakerdialog.h"
#include "ui/workbench/pastefield.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace {

/// The dialog as a person has it.
class Person
{
public:
    Person()
        : dialog(new BatchMakerDialog)
        , made(dialog, &BatchMakerDialog::batchMade)
    {
        dialog->open();
        (void)QTest::qWaitForWindowActive(dialog);
    }
    ~Person() { delete dialog; }

    template <typename Widget> Widget *see(const char *name) const { return dialog->findChild<Widget *>(QLatin1String(name)); }
    void paste(const QString &text) const
    {
        QApplication::clipboard()->setText(text);
        see<PasteField>("batchRows")->setFocus();
        QTest::keyClick(see<PasteField>("batchRows"), Qt::Key_V, Qt::ControlModifier);
    }
    void choose(const char *box, int row) const
    {
        auto *combo = see<QComboBox>(box);
        combo->setFocus();
        while (combo->currentIndex() < row)
            QTest::keyClick(combo, Qt::Key_Down);
    }
    void command(const QString &text) const
    {
        QLineEdit *field = see<QComboBox>("batchTemplate")->lineEdit();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    QString preview() const { return see<QPlainTextEdit>("batchPreview")->toPlainText(); }
    QString message() const { return see<QLabel>("batchMessage")->text(); }
    bool canInsert() const { return see<QPushButton>("batchInsert")->isEnabled(); }
    void insert() const { QTest::mouseClick(see<QPushButton>("batchInsert"), Qt::LeftButton); }
    QByteArray script() const { return made.isEmpty() ? QByteArray() : made.last().first().toByteArray(); }

    QPointer<BatchMakerDialog> dialog;
    QSignalSpy made;
};

} // namespace

class TestBatchMakerDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void beginsWithAHint()
    {
        const Person person;
        QVERIFY(!person.canInsert());
        QCOMPARE(person.message(), QStringLiteral("Paste keys or rows, or open a file."));
        QVERIFY(!person.see<QProgressBar>("batchProgress")->isVisible());
        QVERIFY(!person.see<QCheckBox>("batchHeader")->isVisible());
        QVERIFY(person.see<PasteField>("batchRows")->hasFocus());
    }

    void listOfKeysBecomesABatch()
    {
        const Person person;
        person.paste(QStringLiteral("user:1\nwith blank\n\nuser:3"));
        QTRY_COMPARE(person.preview(), QStringLiteral("GET user:1\nGET \"with blank\"\nGET user:3"));
        QCOMPARE(person.message(), QStringLiteral("Commands: 3"));
        person.command(QStringLiteral("TOUCH 5m"));
        QTRY_COMPARE(person.preview(), QStringLiteral("TOUCH user:1 5m\nTOUCH \"with blank\" 5m\nTOUCH user:3 5m"));
        person.insert();
        QTRY_COMPARE(person.script(), QByteArray("TOUCH user:1 5m\nTOUCH \"with blank\" 5m\nTOUCH user:3 5m\n"));
        QCOMPARE(person.made.last().at(1).toLongLong(), 3);
        QTRY_VERIFY(!person.dialog);
    }

    void csvWithAHeaderOffersItsColumns()
    {
        const Person person;
        person.choose("batchKind", 1);
        QVERIFY(person.see<QCheckBox>("batchHeader")->isVisible());
        person.paste(QStringLiteral("id;name\n1;\"Ada \"\"L\"\"\"\n2;Bob"));
        person.choose("batchSeparator", 1);
        person.see<QCheckBox>("batchHeader")->setFocus();
        QTest::keyClick(person.see<QCheckBox>("batchHeader"), Qt::Key_Space);
        person.command(QStringLiteral("SET user:{id} "));
        QTRY_COMPARE(person.see<QToolButton>("batchColumns")->menu()->actions().size(), 2);
        person.see<QToolButton>("batchColumns")->menu()->actions().last()->trigger();
        QTRY_COMPARE(person.preview(), QStringLiteral("SET user:1 'Ada \"L\"'\nSET user:2 Bob"));
    }

    void wrongTemplateIsExplainedAtOnce()
    {
        const Person person;
        person.paste(QStringLiteral("a\nb"));
        QTRY_VERIFY(person.canInsert());
        person.command(QStringLiteral("SET {key} {nmae}"));
        QTRY_VERIFY(!person.canInsert());
        QVERIFY(person.message().startsWith(QStringLiteral("Command, column 11: Found “{nmae}”")));
        QCOMPARE(person.preview(), QString());
    }

    void rowsThatMakeNoCommandAreToldFirst()
    {
        const Person person;
        person.choose("batchKind", 1);
        person.command(QStringLiteral("TOUCH {1} {2}"));
        person.paste(QStringLiteral("a,5m\nb\nc,1h"));
        QTRY_COMPARE(person.preview(), QStringLiteral("TOUCH a 5m\nTOUCH c 1h"));
        QVERIFY(person.message().startsWith(QStringLiteral("Line 2: ")));
        person.insert();
        QTRY_COMPARE(person.script(), QByteArray("TOUCH a 5m\nTOUCH c 1h\n"));
    }

    void faultBehindThePreviewIsToldBeforeInserting()
    {
        const Person person;
        QString rows = QStringLiteral("key,5m\n").repeated(100);
        rows += QStringLiteral("bad\n");
        person.choose("batchKind", 1);
        person.command(QStringLiteral("TOUCH {1} {2}"));
        person.paste(rows);
        QTRY_COMPARE(person.preview().count(u'\n'), BatchMakerDialog::previewed - 1);
        QVERIFY(person.canInsert());
        person.insert();
        QTRY_VERIFY(person.message().contains(QStringLiteral("Line 101: ")));
        QVERIFY(person.message().contains(QStringLiteral("Press Insert again")));
        QVERIFY(person.made.isEmpty());
        person.insert();
        QTRY_COMPARE(person.script().count('\n'), 100);
    }

    void fileOfAnyBytesIsTaken()
    {
        const QString path = m_folder.filePath(QStringLiteral("rows.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("\xff\xfe,\"a\0b\"\n", 9));
        file.close();
        const Person person;
        person.dialog->openFile(path);
        QTRY_VERIFY(person.see<QLabel>("batchSource")->text().startsWith(QStringLiteral("rows.csv")));
        QCOMPARE(person.see<QComboBox>("batchKind")->currentIndex(), 1);
        QVERIFY(!person.see<PasteField>("batchRows")->isVisible());
        QTRY_COMPARE(person.preview(), QStringLiteral("SETQ \"user:\\xFF\\xFE\" \"a\\0b\" ttl=1h"));
        QTest::mouseClick(person.see<QPushButton>("batchLetGo"), Qt::LeftButton);
        QVERIFY(person.see<PasteField>("batchRows")->isVisible());
        QTRY_VERIFY(!person.canInsert());
    }

    void fileThatIsNotThereIsExplained()
    {
        const Person person;
        person.dialog->openFile(m_folder.filePath(QStringLiteral("absent")));
        QTRY_VERIFY(person.message().contains(QStringLiteral("is no file")));
        person.dialog->openFile(m_folder.path());
        QTRY_VERIFY(person.message().contains(QStringLiteral("is no file")));
    }

    void longTextIsHeldBesideTheField()
    {
        const Person person;
        person.paste(QStringLiteral("key:0123456789\n").repeated(50'000));
        QTRY_VERIFY(person.see<QLabel>("batchSource")->text().startsWith(QStringLiteral("Pasted text")));
        QVERIFY(person.see<PasteField>("batchRows")->document()->isEmpty());
        QTRY_COMPARE(person.message(), QStringLiteral("The first 20 are shown."));
        person.insert();
        QTRY_COMPARE(person.script().count('\n'), 50'000);
    }

    void makingCanBeCancelledAndDoneAgain()
    {
        QByteArray rows;
        rows.reserve(8'000'000);
        for (int i = 0; i < 300'000; ++i)
            rows += "key:" + QByteArray::number(i) + ",v\n";
        const Person person;
        person.choose("batchKind", 1);
        person.command(QStringLiteral("SETQ {1} {2}"));
        person.dialog->setText(rows);
        QTRY_VERIFY(person.canInsert());
        auto *progress = person.see<QProgressBar>("batchProgress");
        connect(progress, &QProgressBar::valueChanged, person.dialog, [dialog = person.dialog, isAsked = false](int value) mutable {
            if (value > 0 && !std::exchange(isAsked, true))
                QMetaObject::invokeMethod(
                    dialog, [dialog] { QTest::keyClick(dialog, Qt::Key_Escape); }, Qt::QueuedConnection);
        });
        person.insert();
        QVERIFY(progress->isVisible());
        QTRY_COMPARE(person.message(), QStringLiteral("Cancelled."));
        QVERIFY(person.dialog && person.made.isEmpty());
        person.insert();
        QTRY_COMPARE_WITH_TIMEOUT(person.made.size(), 1, 60'000);
        QCOMPARE(person.script().count('\n'), 300'000);
        QVERIFY(person.script().endsWith("SETQ key:299999 v\n"));
    }

    void closingWhileItIsMadeIsNoTrouble()
    {
        const Person person;
        person.dialog->setText(QByteArray("key\n").repeated(500'000));
        QTRY_VERIFY(person.canInsert());
        person.insert();
        delete person.dialog;
        QVERIFY(person.made.isEmpty());
    }

    void everythingHasANameAndIsReachedByTab()
    {
        const Person person;
        person.paste(QStringLiteral("a,b"));
        person.choose("batchKind", 1);
        QTRY_VERIFY(person.canInsert());
        QStringList reached;
        for (int i = 0; i < 16 && person.dialog->focusWidget(); ++i) {
            const QWidget *widget = person.dialog->focusWidget();
            QVERIFY2(!widget->accessibleName().isEmpty() || qobject_cast<const QAbstractButton *>(widget),
                     qPrintable(widget->objectName()));
            reached += widget->objectName();
            QTest::keyClick(person.dialog->focusWidget(), Qt::Key_Tab);
        }
        for (const char *name : {"batchRows", "batchOpen", "batchKind", "batchSeparator", "batchHeader", "batchTemplate", "batchColumns",
                                 "batchPreview", "batchNewScript", "batchInsert", "batchCancel"})
            QVERIFY2(reached.contains(QLatin1String(name)),
                     qPrintable(QLatin1String(name) + QStringLiteral(" not in ") + reached.join(u' ')));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestBatchMakerDialog)
#include "tst_batchmakerdialog.moc"
