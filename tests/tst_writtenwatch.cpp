#include "tests/secretword.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <unistd.h>

/// The watch over what is written must see what it is there for: this program is started once more, under a watch of its own, and writes.
class TestWrittenWatch : public QObject
{
    Q_OBJECT

private slots:
    void secretsAreFoundInEveryForm_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QByteArray>("encoding");
        const auto row = [](const char *form, const char *encoding) {
            QTest::newRow(form) << QString::fromLatin1(form) << QByteArray(encoding);
        };
        row("raw", "raw");
        row("in-two-pieces", "raw");
        row("by-stdio", "raw");
        row("to-standard-error", "raw");
        row("as-a-warning", "raw");
        row("hex", "hex");
        row("utf16", "UTF-16");
        row("percent", "percent");
        row("base64-of-plain-a", "Base64");
        row("base64-of-plain-ab", "Base64");
        row("base64-of-plain-abc", "Base64");
    }
    void secretsAreFoundInEveryForm()
    {
        QFETCH(const QString, form);
        QFETCH(const QByteArray, encoding);
        const QByteArray report = writing(form);
        QVERIFY2(report.contains("watched tst_writtenwatch\n"), report.constData());
        QVERIFY2(report.contains("found " + encoding + " written by tst_writtenwatch to "), report.constData());
    }

    void otherWordsAndPasswordFilesOfServersAreNoFinding_data()
    {
        QTest::addColumn<QString>("form");
        for (const char *form : {"harmless", "server-file"})
            QTest::newRow(form) << QString::fromLatin1(form);
    }
    void otherWordsAndPasswordFilesOfServersAreNoFinding()
    {
        QFETCH(const QString, form);
        QCOMPARE(writing(form), QByteArray("watched tst_writtenwatch\n"));
    }

private:
    /// What the watch reported of this program, writing in that form.
    QByteArray writing(const QString &form) const
    {
        const QTemporaryDir folder;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(WRITTEN_WATCH));
        environment.insert(QStringLiteral("SECRETS_REPORT"), folder.filePath(QStringLiteral("report")));
        environment.insert(QStringLiteral("WRITE_INTO"), folder.path());
        environment.insert(QStringLiteral("WRITE_FORM"), form);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), QStringList());
        if (!process.waitForFinished() || process.exitCode() != 0)
            return "failed: " + process.readAllStandardError();
        QFile report(folder.filePath(QStringLiteral("report")));
        return report.open(QIODevice::ReadOnly) ? report.readAll() : QByteArray("no report");
    }
};

namespace {

int writeIn(const QString &form)
{
    const QString folder = qEnvironmentVariable("WRITE_INTO");
    const QByteArray secret = testSecret("-of-mine").toUtf8();
    if (form == QLatin1String("to-standard-error"))
        return ::write(STDERR_FILENO, secret.constData(), size_t(secret.size())) > 0 ? 0 : 1;
    if (form == QLatin1String("as-a-warning")) {
        qWarning("%s", secret.constData());
        return 0;
    }
    if (form == QLatin1String("by-stdio")) {
        std::FILE *file = std::fopen(QFile::encodeName(folder + QLatin1String("/out")).constData(), "w");
        if (!file)
            return 1;
        std::fputs(secret.constData(), file);
        return std::fclose(file);
    }
    QString path = folder + QLatin1String("/out");
    if (form == QLatin1String("server-file")) {
        path = folder + QLatin1String("/server-secrets-of-one");
        if (!QDir().mkpath(path))
            return 1;
        path += QLatin1String("/out");
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    QByteArray content = "before " + secret + " after";
    if (form == QLatin1String("hex"))
        content = secret.toHex();
    else if (form == QLatin1String("utf16"))
        content = QByteArray(reinterpret_cast<const char *>(testSecret("-of-mine").utf16()), 2 * secret.size());
    else if (form == QLatin1String("percent"))
        content = "%6b%58%39%76%51%32%77%5a";
    else if (form.startsWith(QLatin1String("base64-of-plain-")))
        content = (QByteArray(1, '\0') + form.section(QLatin1Char('-'), -1).toUtf8() + QByteArray(1, '\0') + secret).toBase64();
    else if (form == QLatin1String("harmless"))
        content = "kX9vQ2 and other words";
    if (form == QLatin1String("in-two-pieces"))
        return file.write(content.first(10)) == 10 && file.write(content.sliced(10)) > 0 ? 0 : 1;
    return file.write(content) == content.size() ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("WRITE_FORM"))
        return writeIn(qEnvironmentVariable("WRITE_FORM"));
    TestWrittenWatch test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_writtenwatch.moc"
