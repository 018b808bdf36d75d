#include "tests/scriptbench.h"

#include <QMessageBox>
#include <QPushButton>

/// What is left of scripts whose window ends, and of files that change.
class TestScriptTabsKept : public QObject, protected ScriptFolder
{
    Q_OBJECT

private slots:
    void init() { begin(); }

    void keptTextThatIsStillOnItsWayIsNotLostByClosing()
    {
        {
            ScriptBench bench(sessions());
            bench.editor()->replace(0, 0, QByteArray("GET a\n").repeated(300'000));
            QVERIFY(!bench.tabs->keep());
        }
        ScriptBench bench(sessions());
        bench.tabs->closePage(bench.tabs->page());
        QTRY_VERIFY(bench.see<QMessageBox>("unsavedScript"));
        QTest::mouseClick(bench.see<QMessageBox>("unsavedScript")->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(bench.text() == QByteArray("GET a\n").repeated(300'000));
        QVERIFY(bench.tabs->page()->isModified());
    }

    void unsavedTextComesBackAfterAnEndWithoutQuestion()
    {
        {
            ScriptBench bench(sessions());
            bench.open(write("a.mcb", "GET a\nGET b\n"));
            bench.key(Qt::Key_Down);
            bench.type(QStringLiteral("# "));
            bench.key(Qt::Key_N, Qt::ControlModifier);
            bench.type(QStringLiteral("NOOP"));
            QVERIFY(!bench.tabs->keep());
        }
        QCOMPARE(read("a.mcb"), QByteArray("GET a\nGET b\n"));
        ScriptBench bench(sessions());
        QCOMPARE(bench.bar()->count(), 2);
        QCOMPARE(bench.bar()->currentIndex(), 1);
        QTRY_COMPARE(bench.text(), QByteArray("NOOP"));
        QCOMPARE(bench.bar()->tabText(0), QStringLiteral("a.mcb •"));
        bench.see<QTabWidget>("scripts")->setCurrentIndex(0);
        QTRY_COMPARE(bench.text(), QByteArray("GET a\n# GET b\n"));
        QCOMPARE(bench.editor()->cursor(), 8);
        QVERIFY(!bench.inPage<QWidget>("diskNotice")->isVisible());
    }

    void unsavedTextIsKeptAMomentAfterTyping()
    {
        ScriptBench bench(sessions());
        bench.type(QStringLiteral("SET k kept"));
        const QString folder = sessions() + QStringLiteral("/1");
        const auto texts = [&folder] { return QDir(folder).entryInfoList({QStringLiteral("*.text")}, QDir::Files); };
        QTRY_COMPARE(texts().size(), 1);
        QFile file(texts().constFirst().filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("SET k kept"));
        bench.editor()->setSaved(); // as if it had gone to a file
        bench.key(Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(texts().isEmpty());
    }

    void savedFileComesBackFromItsFile()
    {
        {
            ScriptBench bench(sessions());
            bench.open(write("a.mcb", QByteArray("GET a\n").repeated(500)));
            bench.editor()->jumpTo(300, 3);
            QVERIFY(!bench.tabs->keep());
        }
        write("a.mcb", QByteArray("GET b\n").repeated(500));
        ScriptBench bench(sessions());
        QTRY_COMPARE(bench.editor()->line(300).toByteArray(), QByteArray("GET b"));
        QCOMPARE(bench.editor()->currentLine(), 300);
        QVERIFY(!bench.tabs->page()->isModified());
        QVERIFY(bench.editor()->topLine() > 200);
    }

    void damagedSessionIsToldAndNotFatal()
    {
        {
            ScriptBench bench(sessions());
            bench.type(QStringLiteral("NOOP"));
            QVERIFY(!bench.tabs->keep());
        }
        QFile list(sessions() + QStringLiteral("/1/session.json"));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("damaged");
        list.close();
        ScriptBench bench(sessions());
        QTRY_COMPARE(bench.text(), QByteArray("NOOP"));
        auto *notice = bench.see<QWidget>("sessionNotice");
        QVERIFY(notice->isVisible());
        QTest::mouseClick(bench.see<QPushButton>("closeSessionNotice"), Qt::LeftButton);
        QVERIFY(!notice->isVisible());
    }

    void changeOfTheFileIsOfferedToBeRead()
    {
        ScriptBench bench(sessions());
        bench.open(write("a.mcb", "GET a\n"));
        write("a.mcb", "GET other\n");
        auto *notice = bench.inPage<QWidget>("diskNotice");
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(bench.text(), QByteArray("GET a\n"));
        QTest::mouseClick(bench.inPage<QPushButton>("diskRead"), Qt::LeftButton);
        QTRY_COMPARE(bench.text(), QByteArray("GET other\n"));
        QVERIFY(!notice->isVisible());
        bench.type(QStringLiteral("# "));
        write("a.mcb", "GET again\n");
        QTRY_VERIFY(notice->isVisible());
        QTest::mouseClick(bench.inPage<QPushButton>("diskKeep"), Qt::LeftButton);
        QCOMPARE(bench.text(), QByteArray("# GET other\n"));
        QVERIFY(!notice->isVisible());
        QVERIFY(QFile::remove(path("a.mcb")));
        QTRY_VERIFY(notice->isVisible());
        QTest::mouseClick(bench.inPage<QPushButton>("diskWrite"), Qt::LeftButton);
        QTRY_COMPARE(read("a.mcb"), QByteArray("# GET other\n"));
    }

    void halfAChangeIsNotKept()
    {
        ScriptBench bench(sessions());
        bench.open(write("long.mcb", QByteArray("SET k v\n").repeated(200'000)));
        bench.editor()->selectAll();
        bench.key(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(bench.tabs->isChanging());
        bool whole = false;
        bench.tabs->whenEdited([&] { whole = bench.text() == QByteArray("SETQ k v\n").repeated(200'000); });
        QTRY_VERIFY(!bench.tabs->isChanging());
        QTRY_VERIFY(whole);
    }
};

QTEST_MAIN(TestScriptTabsKept)
#include "tst_scripttabs_kept.moc"
