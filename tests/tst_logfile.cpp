#include "app/logfile.h"
#include "connection/connection.h"
#include "tests/secretword.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/stat.h>
#include <unistd.h>

Q_LOGGING_CATEGORY(testLog, "slabscope.test", QtWarningMsg)

class TestLogFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("slabscope.log")); }
    [[nodiscard]] QByteArray content(const QString &suffix = {}) const
    {
        QFile file(path() + suffix);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init()
    {
        QFile::remove(path());
        QFile::remove(path() + QStringLiteral(".1"));
    }

    void lineHasItsTimeAndItsCategory()
    {
        LogFile log;
        QVERIFY(!log.open(path()));
        QVERIFY(log.isOpen());
        QCOMPARE(log.path(), path());
        qCInfo(testLog) << "hello";
        static const QRegularExpression line(
            QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) info slabscope\\.test: hello\n$"));
        QVERIFY2(line.match(QString::fromUtf8(content())).hasMatch(), content().constData());
    }

    void nobodyElseMayReadIt()
    {
        QFile before(path());
        QVERIFY(before.open(QIODevice::WriteOnly));
        QVERIFY(before.setPermissions(QFileDevice::Permissions(0x6644)));
        before.write("from before\n");
        before.close();
        LogFile log;
        QVERIFY(!log.open(path()));
        QCOMPARE(QFileInfo(path()).permissions() & 0x0fff, QFileDevice::Permissions(0x0600));
        qCInfo(testLog) << "hello";
        QVERIFY(content().startsWith("from before\n"));
        QVERIFY(content().endsWith("hello\n"));
    }

    void closedLogTakesNothing()
    {
        LogFile log;
        QVERIFY(!log.open(path()));
        log.close();
        QVERIFY(!log.isOpen());
        QVERIFY(!testLog().isInfoEnabled());
        QTest::ignoreMessage(QtWarningMsg, "late");
        qCWarning(testLog, "late");
        QCOMPARE(content(), QByteArray());
    }

    void warningGoesOnToWhereItWentBefore()
    {
        LogFile log;
        QVERIFY(!log.open(path()));
        QTest::ignoreMessage(QtWarningMsg, "a warning");
        qCWarning(testLog, "a warning");
        QVERIFY(content().endsWith(" warning slabscope.test: a warning\n"));
    }

    void fileThatCannotBeWrittenIsToldAndStaysClosed_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addRow("no folder") << m_folder.filePath(QStringLiteral("absent/slabscope.log"));
        QTest::addRow("a folder") << m_folder.path();
        QTest::addRow("a FIFO") << m_folder.filePath(QStringLiteral("fifo"));
    }
    void fileThatCannotBeWrittenIsToldAndStaysClosed()
    {
        QFETCH(const QString, place);
        if (place.endsWith(QStringLiteral("fifo")))
            QCOMPARE(::mkfifo(QFile::encodeName(place).constData(), 0600), 0);
        LogFile log;
        const Error error = log.open(place);
        QCOMPARE(error.code, Error::Code::Unreadable);
        QVERIFY2(error.text.contains(place), qPrintable(error.text));
        QVERIFY(!log.isOpen());
        QVERIFY(!testLog().isInfoEnabled());
    }

    void itDoesNotGrowForEver()
    {
        LogFile log;
        QVERIFY(!log.open(path()));
        const QString text(2000, QLatin1Char('x'));
        for (int i = 0; i < 5000; ++i)
            qCInfo(testLog).noquote() << i << text;
        QVERIFY(QFileInfo(path()).size() <= LogFile::longest);
        QVERIFY(QFileInfo(path() + QStringLiteral(".1")).size() <= LogFile::longest);
        QCOMPARE(QFileInfo(path() + QStringLiteral(".1")).permissions() & 0x0fff, QFileDevice::Permissions(0x0600));
        QCOMPARE(QFileInfo(path()).permissions() & 0x0fff, QFileDevice::Permissions(0x0600));
        QVERIFY(content().contains(" 4999 "));
        const qsizetype lines = content().count('\n') + content(QStringLiteral(".1")).count('\n');
        QVERIFY2(lines > 2000 && lines < 5000, qPrintable(QString::number(lines)));
    }

    void longLineIsCut()
    {
        LogFile log;
        QVERIFY(!log.open(path()));
        qCInfo(testLog).noquote() << QString(100'000, QLatin1Char('x'));
        QVERIFY(content().size() < LogFile::longestLine + 200);
    }

    void linesFromTwoThreadsDoNotMix()
    {
        LogFile log;
        QVERIFY(!log.open(path()));
        const auto talk = [](char letter) {
            for (int i = 0; i < 500; ++i)
                qCInfo(testLog).noquote() << QByteArray(100, letter);
        };
        const std::unique_ptr<QThread> other(QThread::create(talk, 'b'));
        other->start();
        talk('a');
        QVERIFY(other->wait());
        const QByteArrayList lines = content().trimmed().split('\n');
        QCOMPARE(lines.size(), 1000);
        for (const QByteArray &line : lines)
            QVERIFY2(line.endsWith(QByteArray(100, 'a')) || line.endsWith(QByteArray(100, 'b')), line.constData());
    }

    void connectionIsLoggedWithoutItsPassword()
    {
        LogFile log;
        QVERIFY(!log.open(path()));
        Connection connection;
        ConnectionOptions options;
        options.address.port = 1;
        options.credentials = {QStringLiteral("alice"), testSecret("")};
        options.retry = false;
        connection.open(options);
        QTRY_COMPARE(connection.state(), Connection::State::Failed);
        QVERIFY2(content().contains(" info slabscope.connection: "), content().constData());
        QVERIFY(content().contains("127.0.0.1:1"));
        QVERIFY(!content().contains(SECRET_WORD));
    }

    void lineIsSafe_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("safe");
        QTest::addRow("plain") << QStringLiteral("Connected to [::1]:11211") << QStringLiteral("Connected to [::1]:11211");
        QTest::addRow("URL") << QStringLiteral("to memcached://al:pw@host:1 now") << QStringLiteral("to memcached://host:1 now");
        QTest::addRow("user only") << QStringLiteral("memcached://al@host:1") << QStringLiteral("memcached://host:1");
        QTest::addRow("@ in the password") << QStringLiteral("memcached://al:p@w@host") << QStringLiteral("memcached://host");
        QTest::addRow("slash in the password") << QStringLiteral("memcached://al:p/w@host") << QStringLiteral("memcached://host");
        QTest::addRow("space in the password") << QStringLiteral("memcached://al:p w@host") << QStringLiteral("memcached://host");
        QTest::addRow("line end in the password") << QStringLiteral("memcached://al:p\nw@host") << QStringLiteral("memcached://host");
        QTest::addRow("without a scheme") << QStringLiteral("to al:pw@host:1 now") << QStringLiteral("to host:1 now");
        QTest::addRow("line end") << QStringLiteral("one\r\ntwo") << QStringLiteral("one  two");
        QTest::addRow("escape sequence") << QStringLiteral("a\x1b[31mb") << QStringLiteral("a [31mb");
        QTest::addRow("other scripts") << QStringLiteral("schön 漢字 😀") << QStringLiteral("schön 漢字 😀");
    }
    void lineIsSafe()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, safe);
        QCOMPARE(safeLogLine(line), safe);
    }
};

QTEST_GUILESS_MAIN(TestLogFile)
#include "tst_logfile.moc"
