#include "tests/secretword.h"
#include "ui/diagnostics.h"

#include <QApplication>
#include <QTest>
#include <QUrl>

namespace {

Diagnostics sample()
{
    Diagnostics sample;
    sample.programVersion = QStringLiteral("1.2.3");
    sample.qtBuilt = QStringLiteral("6.4.1");
    sample.qtRun = QStringLiteral("6.4.2");
    sample.system = QStringLiteral("Debian GNU/Linux 12, linux 6.1, x86_64");
    sample.platform = QStringLiteral("xcb");
    sample.style = QStringLiteral("fusion");
    sample.theme = QStringLiteral("dark");
    sample.screens = {QStringLiteral("1400 x 900 at 200 %")};
    sample.connectionState = QStringLiteral("WaitingToRetry");
    sample.attempts = 3;
    sample.options.address = {QStringLiteral("cache.example"), 11212};
    sample.options.credentials = {QStringLiteral("alice"), testSecret("3 cr@et/ü")};
    sample.server.version = "1.6.18";
    sample.server.itemSizeMax = 1048576;
    sample.server.bindingProtocol = "auto-negotiate";
    sample.server.told = true;
    sample.error = {Error::Code::ConnectionRefused, QStringLiteral("cache.example refused the connection.")};
    sample.warning = QStringLiteral("The server wanted no password.");
    sample.log = {QStringLiteral("12:00:00.000  Connecting to cache.example:11212")};
    return sample;
}

} // namespace

class TestDiagnostics : public QObject
{
    Q_OBJECT

private slots:
    void everythingWorthKnowingIsInIt()
    {
        const QString text = diagnosticsText(sample());
        for (const char *part :
             {"Slabscope: 1.2.3\n", "Qt: 6.4.2, built with 6.4.1\n", "System: Debian GNU/Linux 12", "platform xcb, style fusion, dark\n",
              "1400 x 900 at 200 %", "Connection: WaitingToRetry, attempts: 3\n", "Address: cache.example:11212\n", "Logs in: yes\n",
              "Times: connect 10000 ms, answer 5000 ms, retry after 500 ms to 30000 ms\n",
              "Last error: ConnectionRefused: cache.example refused the connection.\n", "Warning: The server wanted no password.\n",
              "Server: 1.6.18\n", "Item size limit: 1048576 B\n", "Protocol: auto-negotiate\n", "SASL: no\n",
              "12:00:00.000  Connecting to cache.example:11212\n"}) {
            QVERIFY2(text.contains(QString::fromUtf8(part)), part);
        }
        QVERIFY(!text.contains(QStringLiteral("alice")));
    }

    void passwordNeverAppears_data()
    {
        QTest::addColumn<QString>("line");
        const Credentials credentials = sample().options.credentials;
        const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(credentials.password));
        QTest::addRow("as it is") << QStringLiteral("it is %1, they say").arg(credentials.password);
        QTest::addRow("in a URL") << QStringLiteral("to memcached://alice:%1@cache.example:11212").arg(credentials.password);
        QTest::addRow("encoded in a URL") << QStringLiteral("to memcached://alice:%1@cache.example:11212").arg(encoded);
        QTest::addRow("encoded") << encoded;
    }
    void passwordNeverAppears()
    {
        QFETCH(const QString, line);
        Diagnostics diagnostics = sample();
        diagnostics.log.append(line);
        diagnostics.error.text = line;
        diagnostics.warning = line;
        diagnostics.server.version = line.toUtf8();
        diagnostics.logFile = line;
        diagnostics.connectionState = line;
        diagnostics.options.address.host = line;
        const QString text = diagnosticsText(diagnostics);
        QVERIFY2(!text.contains(diagnostics.options.credentials.password), qPrintable(text));
        QVERIFY2(!text.contains(QString::fromLatin1(QUrl::toPercentEncoding(diagnostics.options.credentials.password))), qPrintable(text));
    }

    void otherPeoplesUrlsLoseTheirSecretsToo()
    {
        Diagnostics diagnostics = sample();
        diagnostics.log.append(QStringLiteral("to memcached://bob:hunter2@old.example:11211"));
        const QString text = diagnosticsText(diagnostics);
        QVERIFY(!text.contains(QStringLiteral("hunter2")));
        QVERIFY(!text.contains(QStringLiteral("bob")));
        QVERIFY(text.contains(QStringLiteral("to memcached://old.example:11211\n")));
    }

    void lineFromOutsideStaysOneLine()
    {
        Diagnostics diagnostics = sample();
        diagnostics.error.text = QStringLiteral("one\nAddress: forged");
        diagnostics.server.version = "1\nLogs in: no";
        const QString text = diagnosticsText(diagnostics);
        QVERIFY(!text.contains(QStringLiteral("\nAddress: forged")));
        QVERIFY(!text.contains(QStringLiteral("\nLogs in: no")));
    }

    void onlyTheLastLinesOfTheLogAreTaken()
    {
        Diagnostics diagnostics = sample();
        diagnostics.log.clear();
        for (int i = 0; i < 1000; ++i)
            diagnostics.log.append(QStringLiteral("line <%1>").arg(i));
        const QString text = diagnosticsText(diagnostics);
        QVERIFY(text.contains(QStringLiteral("line <999>")));
        QVERIFY(text.contains(QStringLiteral("line <940>")));
        QVERIFY(!text.contains(QStringLiteral("line <939>")));
    }

    void nothingIsSaidOfAServerThatToldNothing()
    {
        Connection connection;
        const QString text = diagnosticsText(currentDiagnostics(connection));
        QVERIFY(text.contains(QStringLiteral("Connection: Disconnected, attempts: 0\n")));
        QVERIFY(text.contains(QStringLiteral("Logs in: no\n")));
        QVERIFY(text.contains(QStringLiteral("Qt: %1, built with %2\n").arg(QLatin1String(qVersion()), QStringLiteral(QT_VERSION_STR))));
        QVERIFY(!text.contains(QStringLiteral("SASL")));
        QVERIFY(!text.contains(QStringLiteral("Last error")));
        QVERIFY(!text.contains(QStringLiteral("Connection log")));
    }
};

QTEST_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"
