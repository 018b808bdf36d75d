#include "app/run/scriptsource.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <array>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using Next = ScriptSource::Next;

struct Pipe
{
    Pipe()
    {
        if (::pipe(ends.data()) != 0)
            qFatal("no pipe");
    }
    ~Pipe()
    {
        ::close(ends[0]);
        closeWriter();
    }
    void write(const QByteArray &bytes) { QCOMPARE(::write(ends[1], bytes.constData(), size_t(bytes.size())), bytes.size()); }
    void closeWriter()
    {
        if (ends[1] >= 0)
            ::close(ends[1]);
        ends[1] = -1;
    }

    std::array<int, 2> ends{-1, -1};
};

/// All lines that come without waiting.
QByteArrayList linesOf(ScriptSource &source)
{
    QByteArrayList lines;
    QByteArrayView line;
    while (source.next(line) == Next::Line)
        lines.append(line.toByteArray());
    return lines;
}

QString fileWith(const QTemporaryDir &folder, const QByteArray &content)
{
    const QString path = folder.filePath(QStringLiteral("script.mcb"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("no file");
    return path;
}

} // namespace

class tst_ScriptSource : public QObject
{
    Q_OBJECT

private slots:
    void linesAreTheSameFromEveryKindOfSource_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("lines");
        QTest::newRow("empty") << QByteArray() << QByteArrayList();
        QTest::newRow("one without an end") << QByteArray("GET a") << QByteArrayList{"GET a"};
        QTest::newRow("one with an end") << QByteArray("GET a\n") << QByteArrayList{"GET a"};
        QTest::newRow("blank lines count") << QByteArray("\n\nGET a\n\n") << QByteArrayList{"", "", "GET a", ""};
        QTest::newRow("the parser drops CR") << QByteArray("GET a\r\nGET b\r\n") << QByteArrayList{"GET a\r", "GET b\r"};
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfGET a\nGET b") << QByteArrayList{"GET a", "GET b"};
        QTest::newRow("only a byte order mark") << QByteArray("\xef\xbb\xbf") << QByteArrayList{""};
        QTest::newRow("a later one stays") << QByteArray("a\n\xef\xbb\xbf\x62") << QByteArrayList{"a", "\xef\xbb\xbf\x62"};
        QTest::newRow("bytes stay") << QByteArray("GET \xff\0\x80\n", 8) << QByteArrayList{QByteArray("GET \xff\0\x80", 7)};
        QTest::newRow("long lines") << QByteArray(600'000, 'x') + '\n' + QByteArray(100, 'y')
                                    << QByteArrayList{QByteArray(600'000, 'x'), QByteArray(100, 'y')};
    }

    void linesAreTheSameFromEveryKindOfSource()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, lines);
        QCOMPARE(linesOf(*ScriptSource::fromText(text, {})), lines);

        const QTemporaryDir folder;
        const auto file = ScriptSource::fromFile(fileWith(folder, text));
        QVERIFY(!file->isStream());
        QCOMPARE(file->folder(), folder.path());
        QCOMPARE(linesOf(*file), lines);
        QCOMPARE(file->lineNumber(), lines.size());
    }

    void aStreamGivesTheSameLinesInEverySlicing_data() { linesAreTheSameFromEveryKindOfSource_data(); }

    void aStreamGivesTheSameLinesInEverySlicing()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, lines);
        for (const qsizetype size : {1, 2, 3, 5, 60'000}) {
            if (text.size() / size > 1000)
                continue;
            Pipe pipe;
            const auto source = ScriptSource::fromStream(pipe.ends[0]);
            QVERIFY(source->isStream());
            QByteArrayList got;
            for (qsizetype i = 0; i < text.size(); i += size) {
                pipe.write(text.mid(i, size));
                got += linesOf(*source);
            }
            pipe.closeWriter();
            got += linesOf(*source);
            QCOMPARE(got, lines);
        }
    }

    void aDryStreamTellsWhenThereIsMore()
    {
        Pipe pipe;
        const auto source = ScriptSource::fromStream(pipe.ends[0]);
        QSignalSpy readable(source.get(), &ScriptSource::readable);
        QByteArrayView line;
        QCOMPARE(source->next(line), Next::Waiting);
        pipe.write("GET a");
        QTRY_COMPARE(readable.size(), 1);
        QCOMPARE(source->next(line), Next::Waiting);
        pipe.write("\nGET b");
        QTRY_COMPARE(readable.size(), 2);
        QCOMPARE(source->next(line), Next::Line);
        QCOMPARE(line, QByteArrayView("GET a"));
        QCOMPARE(source->next(line), Next::Waiting);
        pipe.closeWriter();
        QTRY_COMPARE(readable.size(), 3);
        QCOMPARE(source->next(line), Next::Line);
        QCOMPARE(line, QByteArrayView("GET b"));
        QCOMPARE(source->next(line), Next::End);
        QCOMPARE(source->next(line), Next::End);
    }

    void aStoppedStreamGivesItsWholeLinesAndEnds()
    {
        Pipe pipe;
        pipe.write("one\ntwo\nthr");
        const auto source = ScriptSource::fromStream(pipe.ends[0]);
        QByteArrayView line;
        QCOMPARE(source->next(line), Next::Line);
        source->stop();
        pipe.write("ee\nfour\n");
        QCOMPARE(source->next(line), Next::Line);
        QCOMPARE(line, QByteArrayView("two"));
        QCOMPARE(source->next(line), Next::End);
    }

    void aFifoIsAStreamThatNobodyNeedsToWriteToYet()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("fifo"));
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        const auto source = ScriptSource::fromFile(path);
        QVERIFY(source->isStream());
        QSignalSpy readable(source.get(), &ScriptSource::readable);
        QByteArrayView line;
        QCOMPARE(source->next(line), Next::Waiting);
        QFile writer(path);
        QVERIFY(writer.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        QCOMPARE(writer.write("GET a\n"), 6);
        QTRY_COMPARE(readable.size(), 1);
        QCOMPARE(source->next(line), Next::Line);
        QCOMPARE(source->next(line), Next::Waiting);
        writer.close();
        QTRY_COMPARE(readable.size(), 2);
        QCOMPARE(source->next(line), Next::End);
    }

    void checkingFindsEveryWrongLineAndGoesBackToTheBeginning()
    {
        const QByteArray text = "GET a\n\nGET b c\n# fine\nNONSENSE\nGET c\n";
        const QTemporaryDir folder;
        for (const auto &source : {ScriptSource::fromText(text, {}).release(), ScriptSource::fromFile(fileWith(folder, text)).release()}) {
            const std::unique_ptr<ScriptSource> owned(source);
            const QList<ScriptProblem> problems = owned->check();
            QCOMPARE(problems.size(), 2);
            QCOMPARE(problems[0].line, 3);
            QCOMPARE(problems[0].error.column, 7);
            QCOMPARE(problems[1].line, 5);
            QCOMPARE(problems[1].error.column, 1);
            QVERIFY(!problems[1].error.text.isEmpty());
            QCOMPARE(owned->check(1).size(), 1);
            QCOMPARE(linesOf(*owned).size(), 6);
        }
    }

    void whatCannotBeReadSaysWhy_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("missing") << QStringLiteral("/nonexistent/script.mcb");
        QTest::newRow("folder") << QDir::tempPath();
    }

    void whatCannotBeReadSaysWhy()
    {
        QFETCH(QString, path);
        const auto source = ScriptSource::fromFile(path);
        QCOMPARE(source->error().code, Error::Code::Unreadable);
        QVERIFY(source->error().text.contains(path));
        QByteArrayView line;
        QCOMPARE(source->next(line), Next::Failed);
    }

    void aStreamThatCannotBeReadFails()
    {
        const QTemporaryDir folder;
        QFile file(fileWith(folder, "GET a\n"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
        const auto source = ScriptSource::fromStream(file.handle());
        QByteArrayView line;
        QCOMPARE(source->next(line), Next::Failed);
        QCOMPARE(source->error().code, Error::Code::Unreadable);
    }

    void listedLinesAreNumberedFromOne()
    {
        const auto source = ScriptSource::fromLines({"GET a", "GET b"});
        QByteArrayView line;
        QCOMPARE(source->next(line), Next::Line);
        QCOMPARE(source->next(line), Next::Line);
        QCOMPARE(line, QByteArrayView("GET b"));
        QCOMPARE(source->lineNumber(), 2);
        QCOMPARE(source->folder(), QDir::currentPath());
    }

    void aRegularFileAsAStreamIsReadToItsEnd()
    {
        const QTemporaryDir folder;
        QFile file(fileWith(folder, QByteArray("GET a\n").repeated(100'000)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto source = ScriptSource::fromStream(file.handle());
        QCOMPARE(linesOf(*source).size(), 100'000);
    }
};

QTEST_GUILESS_MAIN(tst_ScriptSource)
#include "tst_scriptsource.moc"
