#include "app/keyspace/keysnapshot.h"
#include "tests/keysample.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace {

KeyListing sampleListing(int count, KeySample::Flags flags, int portion = int(KeySegment::usualSize))
{
    KeyStore store(KeySample::now);
    for (int begin = 0; begin < count; begin += portion)
        store.append(KeySample(flags).segment(begin, std::min(begin + portion, count)));
    return store.listing();
}

std::variant<KeySnapshot, Error> readBytes(QByteArray bytes, qint64 mostBytes = KeySnapshot::usualMostBytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    return KeySnapshot::read(buffer, QStringLiteral("some file"), mostBytes);
}

Error errorOf(const std::variant<KeySnapshot, Error> &result)
{
    const auto *error = std::get_if<Error>(&result);
    return error ? *error : Error();
}

} // namespace

class TestKeySnapshot : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void aListingComesBackAsItWas_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("flags");
        QTest::addColumn<int>("portion");
        QTest::newRow("none") << 0 << false << 1;
        QTest::newRow("one") << 1 << true << 1;
        QTest::newRow("many") << 50'000 << false << int(KeySegment::usualSize);
        QTest::newRow("many with flags") << 50'000 << true << 5'000;
    }

    void aListingComesBackAsItWas()
    {
        QFETCH(int, count);
        QFETCH(bool, flags);
        QFETCH(int, portion);
        const KeyListing listing = sampleListing(count, flags ? KeySample::Flags::Told : KeySample::Flags::Untold, portion);
        const QString name = QStringLiteral("cache.example:11211 – ü");
        QCOMPARE(KeySnapshot::write(path(), name, listing), Error());
        const auto result = KeySnapshot::read(path());
        QCOMPARE(errorOf(result), Error());
        const auto &snapshot = std::get<KeySnapshot>(result);
        QCOMPARE(snapshot.server, name);
        QCOMPARE(snapshot.store.listing().time(), qint64(KeySample::now));
        QCOMPARE(snapshot.store.count(), count);
        for (int i = 0; i < count; ++i) {
            const ListedKey was = listing.at(i);
            const ListedKey is = snapshot.store.listing().at(i);
            if (was.key != is.key || was.expiry != is.expiry || was.lastAccess != is.lastAccess || was.cas != is.cas || was.size != is.size
                || was.slabClass != is.slabClass || was.fetched != is.fetched || was.flags != is.flags)
                QFAIL(qPrintable(QString::number(i)));
        }
        QCOMPARE(snapshot.store.find(count == 0 ? "x" : listing.key(count - 1)), count == 0 ? std::nullopt : std::optional(count - 1));
        if (count > 1'000)
            QCOMPARE_LE(QFile(path()).size(), listing.byteSize() * 2 / 3);
    }

    /// Made by another program from the description of the format.
    void aFileOfAnotherProgramIsRead()
    {
        const auto result = KeySnapshot::read(QStringLiteral(TEST_DATA "/../fuzz/corpus/keysnapshot/file-flags"));
        QCOMPARE(errorOf(result), Error());
        const auto &snapshot = std::get<KeySnapshot>(result);
        QCOMPARE(snapshot.server, QStringLiteral("srv"));
        QCOMPARE(snapshot.store.count(), 3);
        const ListedKey key = snapshot.store.listing().at(1);
        QCOMPARE(key.key.toByteArray(), QByteArray("\x00\xff key", 6));
        QCOMPARE(key.expiry, 1'790'000'000);
        QCOMPARE(key.lastAccess, 0);
        QCOMPARE(key.cas, quint64(1) << 63);
        QCOMPARE(key.flags, std::optional<quint32>(4));
        const ListedKey last = snapshot.store.listing().at(2);
        QCOMPARE(last.size, 500'000U);
        QCOMPARE(last.slabClass, quint8(39));
        QVERIFY(!last.flags);
        QVERIFY(snapshot.store.listing().at(0).fetched);
    }

    void otherFilesAreToldFromDamagedOnes()
    {
        QCOMPARE(errorOf(readBytes("{\"profiles\": []}")).code, Error::Code::Invalid);
        QVERIFY(errorOf(readBytes("")).text.contains(QStringLiteral("is no file of listed keys")));
        QByteArray newer = smallFile();
        newer[8] = 2;
        QVERIFY(errorOf(readBytes(newer)).text.contains(QStringLiteral("newer version")));
        QVERIFY(errorOf(readBytes(smallFile() + 'x')).text.contains(QStringLiteral("damaged")));
        const Error missing = errorOf(KeySnapshot::read(m_folder.filePath(QStringLiteral("missing"))));
        QCOMPARE(missing.code, Error::Code::Unreadable);
        QVERIFY(missing.text.contains(QStringLiteral("missing")));
    }

    /// Cut off anywhere, or with any byte changed, it is refused with a sentence.
    void whatIsDamagedIsRefused()
    {
        const QByteArray bytes = smallFile();
        QCOMPARE(errorOf(readBytes(bytes)), Error());
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            const Error cut = errorOf(readBytes(bytes.first(i)));
            if (cut.code != Error::Code::Invalid || cut.text.isEmpty())
                QFAIL(qPrintable(QStringLiteral("cut at %1").arg(i)));
            for (const int change : {1, 0x80, 0xff}) {
                QByteArray changed = bytes;
                changed[i] = char(uchar(changed[i]) ^ change);
                if (errorOf(readBytes(changed)).code != Error::Code::Invalid)
                    QFAIL(qPrintable(QStringLiteral("byte %1 changed by %2").arg(i).arg(change)));
            }
        }
    }

    void noMoreMemoryIsTakenThanItMay()
    {
        QCOMPARE(KeySnapshot::write(path(), {}, sampleListing(100'000, KeySample::Flags::Untold)), Error());
        QCOMPARE(errorOf(KeySnapshot::read(path(), 2'000'000)).code, Error::Code::TooLarge);
    }

    void aFileThatWasThereStaysAfterACancelAndAnError()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write("before"), 6);
        file.close();
        QCOMPARE(KeySnapshot::write(path(), {}, sampleListing(10, KeySample::Flags::Told), [] { return true; }), Error());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("before"));
        const Error error = KeySnapshot::write(m_folder.filePath(QStringLiteral("no/such/folder")), {}, {});
        QCOMPARE(error.code, Error::Code::Unreadable);
        QVERIFY(error.text.contains(QStringLiteral("no/such/folder")));
    }

    void aLongNameIsCut()
    {
        QCOMPARE(KeySnapshot::write(path(), QString(2'000, QChar(0x20ac)), sampleListing(1, KeySample::Flags::Told)), Error());
        const auto result = KeySnapshot::read(path());
        QCOMPARE(errorOf(result), Error());
        QCOMPARE(std::get<KeySnapshot>(result).server, QString(333, QChar(0x20ac)));
    }

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("keys")); }
    [[nodiscard]] QByteArray smallFile() const
    {
        const Error error = KeySnapshot::write(path(), QStringLiteral("s"), sampleListing(8, KeySample::Flags::Told));
        QFile file(path());
        return !error && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestKeySnapshot)
#include "tst_keysnapshot.moc"
