#include "ui/workbench/byteeditor.h"
#include "ui/workbench/scriptfile.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <sys/stat.h>

class TestScriptFile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void fileComesBackAsItWas_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("LF") << QByteArray("GET a\nGET b\n");
        QTest::addRow("no line end") << QByteArray("GET a\nGET b");
        QTest::addRow("CRLF") << QByteArray("GET a\r\nGET b\r\n");
        QTest::addRow("mixed line ends") << QByteArray("GET a\r\nGET b\n\r\n\n");
        QTest::addRow("byte order mark") << QByteArray("\xef\xbb\xbfGET a\r\n");
        QTest::addRow("byte order mark alone") << QByteArray("\xef\xbb\xbf");
        QTest::addRow("no-break space") << QByteArray("GET a\xc2\xa0"
                                                      "b\n");
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("long") << QByteArray("GET gr\xc3\xbc\xc3\x9f\xf0\x9f\x98\x80\n").repeated(20'000);
        QTest::addRow("long with CRLF") << QByteArray("GET k\r\n").repeated(100'000);
        QTest::addRow("not UTF-8") << QByteArray("GET \xff\xc3\n\x80\xed\xa0\x80\n");
        QTest::addRow("zero") << QByteArray("GET a\0b\n", 8);
        QTest::addRow("paragraph separator") << QByteArray("GET a\xe2\x80\xa9"
                                                           "b\n");
        QTest::addRow("one long line") << "SET k " + QByteArray(500'000, '\xe4');
    }
    void fileComesBackAsItWas()
    {
        QFETCH(const QByteArray, bytes);
        const QString path = write(bytes);
        ByteEditor editor;
        ScriptFile file(&editor);
        const QSignalSpy loaded(&file, &ScriptFile::loaded);
        file.load(path);
        QVERIFY(editor.isReadOnly());
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(!editor.isReadOnly());
        QVERIFY(!editor.isModified());
        QCOMPARE(editor.text(), bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes);
        editor.undo(); // there is nothing to undo
        bool saved = false;
        file.save(path, [&saved] { saved = true; });
        QTRY_VERIFY(saved);
        QCOMPARE(read(path), bytes);
    }

    void lineThatIsTooLongForTheEditorIsRefused()
    {
        ByteEditor editor;
        ScriptFile file(&editor);
        Error error;
        connect(&file, &ScriptFile::failed, this, [&error](const Error &what) { error = what; });
        file.load(write("GET a\nSET b " + QByteArray(ByteEditor::longestLine, 'x') + "\n"));
        QTRY_COMPARE(error.code, Error::Code::Unreadable);
        QVERIFY2(error.text.startsWith(QStringLiteral("Line 2 of ")) && error.text.contains(QStringLiteral("--execute")),
                 qPrintable(error.text));
        QVERIFY(editor.isEmpty());
        const QSignalSpy loaded(&file, &ScriptFile::loaded);
        file.load(write("GET a\n" + QByteArray(ByteEditor::longestLine, 'x') + "\n"));
        QTRY_COMPARE(loaded.size(), 1);
    }

    void enterWritesTheLineEndOfTheFile()
    {
        ByteEditor editor;
        ScriptFile file(&editor);
        file.load(write("GET a\r\nGET b"));
        QTRY_VERIFY(!file.isLoading());
        QTest::keyClick(&editor, Qt::Key_Return);
        QCOMPARE(editor.text(), QByteArray("\r\nGET a\r\nGET b"));
    }

    void fileThatTheEditorWouldChangeIsRefused()
    {
        ByteEditor editor;
        editor.setText("stays");
        ScriptFile file(&editor);
        const QSignalSpy failed(&file, &ScriptFile::failed);
        file.load(write("GET a\rb\n"));
        QTRY_COMPARE(failed.size(), 1);
        const Error error = failed.first().first().value<Error>();
        QCOMPARE(error.code, Error::Code::Unreadable);
        QVERIFY(error.text.contains(QStringLiteral("--execute")));
        QCOMPARE(editor.text(), QByteArray("stays"));
        QVERIFY(!editor.isReadOnly());
        QVERIFY(file.path().isEmpty());
    }

    void whatIsNoFileIsRefusedWithoutBlocking()
    {
        const QString pipe = m_folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        for (const QString &path : {pipe, m_folder.path(), m_folder.filePath(QStringLiteral("absent"))}) {
            ByteEditor editor;
            ScriptFile file(&editor);
            const QSignalSpy failed(&file, &ScriptFile::failed);
            file.load(path);
            QTRY_COMPARE(failed.size(), 1);
        }
    }

    void savingKeepsTheModeAndWhatIsTypedMeanwhileUnsaved()
    {
        const QString path = write("GET a\n");
        QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
        ByteEditor editor;
        ScriptFile file(&editor);
        file.load(path);
        QTRY_VERIFY(!file.isLoading());
        editor.replace(0, 0, "NOOP\n");
        QVERIFY(editor.isModified());
        bool saved = false;
        file.save(path, [&saved] { saved = true; });
        editor.replace(0, 0, "# typed\n");
        QTRY_VERIFY(saved);
        QVERIFY(editor.isModified());
        QCOMPARE(read(path), QByteArray("NOOP\nGET a\n"));
        QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadOther | QFileDevice::ReadGroup), QFileDevice::Permissions());
        saved = false;
        file.save(path, [&saved] { saved = true; });
        QTRY_VERIFY(saved);
        QVERIFY(!editor.isModified());
    }

    void savingAgainWaitsForItsTurn()
    {
        ByteEditor editor;
        ScriptFile file(&editor);
        const QSignalSpy ended(&file, &ScriptFile::savingEnded);
        const QString path = m_folder.filePath(QStringLiteral("twice.mcb"));
        QByteArrayList told;
        editor.replace(0, 0, "GET a\n");
        file.save(path, [&told] { told += "first"; });
        editor.replace(0, 0, "GET b\n");
        file.save(path, [&told] { told += "second"; });
        QVERIFY(file.isSaving());
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(told, (QByteArrayList{"first", "second"}));
        QCOMPARE(read(path), QByteArray("GET b\nGET a\n"));
        QVERIFY(!editor.isModified());
        QVERIFY(!file.isSaving());
    }

    void readingMeanwhileLeavesWhatIsWrittenItsName()
    {
        const QString other = write("GET other\n");
        ByteEditor editor;
        ScriptFile file(&editor);
        QStringList paths;
        connect(&file, &ScriptFile::pathChanged, &editor, [&] { paths += file.path(); });
        editor.replace(0, 0, "GET a\n");
        const QString path = m_folder.filePath(QStringLiteral("new.mcb"));
        bool saved = false;
        file.save(path, [&saved] { saved = true; });
        file.load(other);
        QTRY_VERIFY(saved && !file.isLoading());
        QVERIFY2(paths.contains(path) && paths.contains(other), qPrintable(paths.join(QLatin1Char(' '))));
        QCOMPARE(read(path), QByteArray("GET a\n"));
    }

    void savingThatFailsIsToldAndNothingIsLost()
    {
        ByteEditor editor;
        ScriptFile file(&editor);
        editor.replace(0, 0, "NOOP");
        const QSignalSpy failed(&file, &ScriptFile::failed);
        bool saved = false;
        file.save(m_folder.filePath(QStringLiteral("absent/folder/x.mcb")), [&saved] { saved = true; });
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!saved);
        QVERIFY(editor.isModified());
        QVERIFY(file.path().isEmpty());
    }

    void changeOnDiskIsToldOnce()
    {
        const QString path = write("GET a\n");
        ByteEditor editor;
        ScriptFile file(&editor);
        file.load(path);
        QTRY_VERIFY(!file.isLoading());
        const QSignalSpy changed(&file, &ScriptFile::changedOnDisk);
        write("GET b\n");
        file.checkDisk();
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<ScriptFile::DiskChange>(), ScriptFile::DiskChange::Changed);
        file.checkDisk();
        QCOMPARE(changed.size(), 1);
        file.leaveDisk();
        QVERIFY(editor.isModified());
        QVERIFY(QFile::remove(path));
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(changed.last().first().value<ScriptFile::DiskChange>(), ScriptFile::DiskChange::Removed);
    }

    void ownSavingIsNoChangeOnDisk()
    {
        const QString path = write("GET a\n");
        ByteEditor editor;
        ScriptFile file(&editor);
        file.load(path);
        QTRY_VERIFY(!file.isLoading());
        const QSignalSpy changed(&file, &ScriptFile::changedOnDisk);
        bool saved = false;
        file.save(path, [&saved] { saved = true; });
        QTRY_VERIFY(saved);
        file.checkDisk();
        QVERIFY(changed.isEmpty());
        write("GET c\n"); // the watch has survived that the file was replaced
        QTRY_COMPARE(changed.size(), 1);
    }

    void restoredTextIsUnsavedAndComplete()
    {
        ByteEditor editor;
        ScriptFile file(&editor);
        const QByteArray text = QByteArray("GET \xff\r\n").repeated(300'000);
        file.restore(text, {.byteOrderMark = true, .crlf = true}, m_folder.filePath(QStringLiteral("later.mcb")), {});
        QCOMPARE(file.text(), text);
        QVERIFY(file.isUnsaved());
        QTRY_VERIFY(!file.isLoading());
        QVERIFY(editor.text() == text);
        QVERIFY(editor.isModified());
        bool saved = false;
        file.save(file.path(), [&saved] { saved = true; });
        QTRY_VERIFY(saved);
        QVERIFY(!editor.isModified());
        QVERIFY(read(file.path()) == "\xef\xbb\xbf" + text);
    }

    void whatIsLoadedReplacesEverything()
    {
        ByteEditor editor;
        editor.replace(0, 0, "one\ntwo\nthree");
        ScriptFile file(&editor);
        qint64 length = editor.length();
        qint64 lines = editor.lineCount();
        connect(&editor, &ByteEditor::edited, &editor, [&](qint64 offset, qint64 inserted, qint64 linesInserted) {
            QCOMPARE(offset, 0);
            length += inserted;
            lines += linesInserted;
        });
        const quint64 revision = editor.revision();
        file.load(write("GET a\r\nGET b\r\n"));
        QTRY_VERIFY(!file.isLoading());
        QVERIFY(editor.revision() != revision);
        QCOMPARE(length, editor.length());
        QCOMPARE(lines, 3);
        QVERIFY(!editor.isModified());
        editor.undo(); // what was there before is no step of it
        QCOMPARE(editor.text(), QByteArray("GET a\r\nGET b\r\n"));
        editor.replace(0, 0, "\xc3\xa4");
        QCOMPARE(length, editor.length());
        QCOMPARE(editor.send(ByteEditor::SCI_POSITIONAFTER, 0), 2); // still UTF-8
        editor.undo();
        QVERIFY(!editor.isModified());
    }

    void editorMayGoWhileItsFileIsRead()
    {
        const QString path = write(QByteArray("GET a\n").repeated(500'000));
        auto editor = std::make_unique<ByteEditor>();
        auto file = std::make_unique<ScriptFile>(editor.get());
        file->load(path);
        file.reset();
        editor.reset();
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
    }

    void longKeptTextIsComparedWithItsFile()
    {
        const QString path = write("GET a\n");
        ByteEditor editor;
        ScriptFile file(&editor);
        const QSignalSpy changed(&file, &ScriptFile::changedOnDisk);
        file.restore(QByteArray("GET b\n").repeated(300'000), {}, path, QDateTime::currentDateTime().addYears(-1));
        file.checkDisk(); // as whoever restores it does, while it is still on its way
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(!file.isLoading());
    }

private:
    /// Each time with another time stamp, whatever the file system's grain.
    QString write(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("script.mcb")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
            qFatal("cannot write the test file");
        file.setFileTime(QDateTime::currentDateTime().addSecs(++m_writes * 10), QFileDevice::FileModificationTime);
        return file.fileName();
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

    QTemporaryDir m_folder;
    int m_writes = 0;
};

QTEST_MAIN(TestScriptFile)
#include "tst_scriptfile.moc"
