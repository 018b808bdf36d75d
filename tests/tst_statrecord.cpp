#include "app/monitor/statkeeping.h"
#include "app/monitor/statpoll.h"
#include "app/monitor/statwriting.h"
#include "tests/patience.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

namespace {

constexpr qint64 begin = 1'700'000'000'000; // milliseconds since the epoch
constexpr qint64 second = 1'000;

StatInterval intervalAt(qint64 from, quint64 gets)
{
    StatInterval interval{.begin = from, .end = from + second};
    interval.amounts[indexOf(Metric::Gets)] = gets;
    interval.amounts[indexOf(Metric::Items)] = 7;
    return interval;
}

/// A server that was watched for `seconds`, and started anew in the middle.
StatRecord sampleRecord(int seconds)
{
    StatRecord record;
    record.server = QStringLiteral("Shöp, \"main\"");
    record.version = QStringLiteral("1.6.18");
    record.time = begin + seconds * second;
    record.statistics = {{"pid", "1"}, {"uptime", "99"}, {"cmd_get", "12345"}, {"version", "1.6.18"}};
    for (int i = 0; i < seconds; ++i) {
        if (i == seconds / 2)
            record.history.noteEvent(begin + i * second, StatEvent::Restart);
        else
            record.history.append(intervalAt(begin + i * second, quint64(i)));
    }
    return record;
}

constexpr int keptSeconds = 80'000;

QString keptPlace()
{
    return QStringLiteral("cache.example.org:11211");
}

/// Ends while its history is being written.
int keep(QCoreApplication &application, const QString &way)
{
    StatPoll poll;
    poll.adopt(keptPlace(), sampleRecord(keptSeconds));
    StatKeeping keeping(&poll);
    if (way != QLatin1String("saveLast"))
        keeping.save();
    if (way != QLatin1String("save"))
        keeping.saveLast();
    QTimer::singleShot(0, &application, &QCoreApplication::quit);
    return QCoreApplication::exec();
}

} // namespace

/// What was measured of a server, in files.
class TestStatRecord : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.path()));
    }

    void everyMetricHasAWordOfItsOwn()
    {
        QSet<QByteArray> words;
        for (size_t i = 0; i < metricCount; ++i) {
            words.insert(metricWord(Metric(i)).toByteArray());
            QCOMPARE(metricOf(metricWord(Metric(i))), std::optional(Metric(i)));
        }
        QCOMPARE(words.size(), qsizetype(metricCount));
        QCOMPARE(metricOf("nothing"), std::optional<Metric>());
    }

    void whatIsWrittenIsReadAgain()
    {
        const StatRecord record = sampleRecord(5'000); // some of it by the minute
        QVERIFY(!record.history.minutes().empty());
        QVERIFY(!record.write(path()));
        const auto result = StatRecord::read(path());
        QVERIFY2(std::holds_alternative<StatRecord>(result), qPrintable(path()));
        const auto &again = std::get<StatRecord>(result);
        QCOMPARE(again.server, record.server);
        QCOMPARE(again.version, record.version);
        QCOMPARE(again.time, record.time);
        QVERIFY(again.statistics == record.statistics);
        QVERIFY(again.history == record.history);
    }

    void whatIsDamagedIsRefused()
    {
        const QByteArray good = sampleRecord(20).bytes();
        const auto codeOf = [](const QByteArray &bytes) {
            const auto result = StatRecord::read(bytes, QStringLiteral("file"));
            return std::holds_alternative<Error>(result) ? std::get<Error>(result).code : Error::Code::None;
        };
        QCOMPARE(codeOf(good), Error::Code::None);
        QCOMPARE(codeOf({}), Error::Code::Invalid);
        QCOMPARE(codeOf("hello"), Error::Code::Invalid);
        for (qsizetype cut = 0; cut < good.size(); ++cut)
            QCOMPARE(codeOf(good.first(cut)), Error::Code::Invalid);
        for (qsizetype at = 0; at < good.size(); ++at) {
            QByteArray bad = good;
            bad[at] = char(bad.at(at) ^ 0x11);
            QCOMPARE(codeOf(bad), Error::Code::Invalid);
        }
        QCOMPARE(codeOf(good + 'x'), Error::Code::Invalid);
    }

    void bodiesThatMakeNoSenseAreRefused()
    {
        const QByteArray good = sampleRecord(20).body();
        QVERIFY(StatRecord::readBody(good));
        for (qsizetype cut = 0; cut < good.size(); ++cut)
            QVERIFY(!StatRecord::readBody(good.first(cut)));
        StatRecord record = sampleRecord(0);
        StatStretch backwards;
        backwards.begin = begin + second;
        backwards.end = begin;
        record.history = StatHistory({}, {backwards}, {});
        QVERIFY(!StatRecord::readBody(record.body()));
        StatStretch endless(intervalAt(begin, 1));
        endless.metrics[indexOf(Metric::Gets)].most = std::numeric_limits<double>::infinity();
        record.history = StatHistory({}, {endless}, {});
        QVERIFY(!StatRecord::readBody(record.body()));
    }

    void afileThatIsNotThereIsTold()
    {
        const auto result = StatRecord::read(m_folder.filePath(QStringLiteral("none")));
        QCOMPARE(std::get<Error>(result).code, Error::Code::Unreadable);
        QCOMPARE(sampleRecord(3).write(m_folder.filePath(QStringLiteral("no/such/folder"))).code, Error::Code::Unreadable);
    }

    void numbersAreWrittenAsCsv()
    {
        const QList<QByteArray> lines = written(StatFormat::Csv).split('\n');
        QVERIFY(lines.at(0).startsWith("begin,end,event,gets_mean,gets_least,gets_most,getHits_mean,"));
        QVERIFY2(lines.at(1).startsWith("2023-11-14T22:13:20.000Z,2023-11-14T22:13:21.000Z,,0,0,0,,,,"), lines.at(1).constData());
        QVERIFY2(lines.at(3).startsWith("2023-11-14T22:13:22.000Z,2023-11-14T22:13:22.000Z,restart,"), lines.at(3).constData());
        QCOMPARE(lines.size(), 6); // titles, three stretches, one mark, the end
        for (int i = 0; i < 5; ++i)
            QCOMPARE(lines.at(i).count(','), lines.at(0).count(','));
    }

    void numbersAreWrittenAsJsonLines()
    {
        const QList<QByteArray> lines = written(StatFormat::JsonLines).split('\n');
        QCOMPARE(lines.size(), 5);
        const QJsonObject first = QJsonDocument::fromJson(lines.at(1)).object();
        QCOMPARE(first.value(QStringLiteral("begin")).toString(), QStringLiteral("2023-11-14T22:13:21.000Z"));
        QCOMPARE(first.value(QStringLiteral("gets")).toObject().value(QStringLiteral("mean")).toDouble(), 1.0);
        QVERIFY(!first.contains(QStringLiteral("sets")));
        QCOMPARE(QJsonDocument::fromJson(lines.at(2)).object().value(QStringLiteral("event")).toString(), QStringLiteral("restart"));
    }

    void aPollGoesOnFromWhatWasKept()
    {
        const QString place = QStringLiteral("cache:11211");
        StatPoll first;
        first.adopt(place, sampleRecord(10));
        StatKeeping(&first).saveLast(); // which goes on when it is gone
        QTRY_VERIFY(QFile::exists(StatKeeping::pathOf(place)));
        StatPoll later;
        StatKeeping keeping(&later);
        QSignalSpy loaded(&keeping, &StatKeeping::loaded);
        keeping.load(place);
        QVERIFY(loaded.wait(Patience::usual));
        QVERIFY(later.history() == first.history());
        QCOMPARE(later.latest().uptime, std::optional<quint64>(99));
        keeping.remove(place);
        QVERIFY(!QFile::exists(StatKeeping::pathOf(place)));
    }

    void whatIsBeingWrittenAsTheProgramEndsIsWhole_data()
    {
        QTest::addColumn<QString>("way");
        QTest::newRow("every now and then") << QStringLiteral("save");
        QTest::newRow("at the end") << QStringLiteral("saveLast");
        QTest::newRow("both") << QStringLiteral("both");
    }
    void whatIsBeingWrittenAsTheProgramEndsIsWhole()
    {
        QFETCH(QString, way);
        const QString file = StatKeeping::pathOf(keptPlace());
        QFile::remove(file);
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedChannels);
        program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--keep"), way});
        QVERIFY(program.waitForFinished(60'000));
        QCOMPARE(program.exitCode(), 0);
        const auto result = StatRecord::read(file);
        QVERIFY2(std::holds_alternative<StatRecord>(result), qPrintable(way));
        QVERIFY(std::get<StatRecord>(result).history == sampleRecord(keptSeconds).history);
        QCOMPARE(QDir(QFileInfo(file).path()).entryList(QDir::Files).size(), 1); // and nothing of a half
    }

    /// However far the one before has come.
    void theLastThatIsWrittenStays_data()
    {
        QTest::addColumn<bool>("begun");
        QTest::addColumn<bool>("there");
        QTest::newRow("not begun") << false << false;
        QTest::newRow("begun") << true << false;
        QTest::newRow("there") << true << true;
    }
    void theLastThatIsWrittenStays()
    {
        QFETCH(bool, begun);
        QFETCH(bool, there);
        const StatRecord newer = sampleRecord(keptSeconds + 1);
        const QString file = StatKeeping::pathOf(keptPlace());
        StatPoll poll;
        StatKeeping keeping(&poll);
        keeping.remove(keptPlace());
        poll.adopt(keptPlace(), sampleRecord(keptSeconds));
        keeping.save();
        if (begun)
            QTRY_VERIFY(!QDir(QFileInfo(file).path()).isEmpty(QDir::Files));
        if (there)
            QTRY_VERIFY(QFile::exists(file));
        poll.forget();
        poll.adopt(keptPlace(), newer);
        keeping.saveLast();
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        const auto result = StatRecord::read(file);
        QVERIFY(std::holds_alternative<StatRecord>(result));
        QCOMPARE(std::get<StatRecord>(result).history.end(), newer.history.end());
        keeping.remove(keptPlace());
    }

    void whatIsKeptOfALaterTimeIsLeftAlone()
    {
        StatRecord record = sampleRecord(10);
        record.time = QDateTime::currentMSecsSinceEpoch() + 1'000'000;
        StatPoll poll;
        poll.adopt(QStringLiteral("cache:11211"), record);
        QVERIFY(poll.history().isEmpty());
    }

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("recording")); }
    QByteArray written(StatFormat format)
    {
        StatWriting writing;
        QSignalSpy finished(&writing, &FileWriting::finished);
        writing.writeText(path(), format, sampleRecord(4).history, begin, begin + 100 * second);
        if (!finished.wait(Patience::usual) || writing.error())
            return {};
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll().replace("\r\n", "\n") : QByteArray();
    }

    QTemporaryDir m_folder;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--keep")
        return keep(application, QString::fromLocal8Bit(argv[2]));
    TestStatRecord test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_statrecord.moc"
