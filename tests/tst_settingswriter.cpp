#include "ui/settingswriter.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

class TestSettingsWriter : public QObject
{
    Q_OBJECT

private slots:
    void changesAreWrittenAMomentLater()
    {
        const QString path = m_folder.filePath(QStringLiteral("later.ini"));
        QSettings settings(path, QSettings::IniFormat);
        new SettingsWriter(&settings);
        for (const char *word : {"one", "two", "three"}) { // each time anew
            settings.setValue(QStringLiteral("word"), QLatin1String(word));
            QCoreApplication::sendPostedEvents(&settings);
            QVERIFY(!content(path).contains(word)); // Qt would have by now
            QCOMPARE(QSettings(path, QSettings::IniFormat).value(QStringLiteral("word")).toString(), QLatin1String(word));
            settings.setValue(QStringLiteral("more"), QLatin1String(word));
            QTRY_VERIFY(content(path).contains(QByteArray("more=") + word) && content(path).contains(QByteArray("word=") + word));
        }
    }

    void nothingIsLostAtTheEnd()
    {
        const QString path = m_folder.filePath(QStringLiteral("end.ini"));
        {
            QSettings settings(path, QSettings::IniFormat);
            new SettingsWriter(&settings);
            settings.setValue(QStringLiteral("word"), 7);
            QCoreApplication::sendPostedEvents(&settings);
        }
        QVERIFY(content(path).contains("word=7"));
    }

private:
    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSettingsWriter)
#include "tst_settingswriter.moc"
