#include "app/profiles/exchange/sealedsecrets.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

namespace {

QByteArray plain()
{
    return QByteArrayLiteral("k1nd0fbl4e and more");
}

QString passphrase()
{
    return QStringLiteral("ein Gürteltier auf Reisen");
}
constexpr SealedSecrets::Cost cheap{1, 64 * 1024};

SealedSecrets sealed(const QByteArray &bytes = plain())
{
    return std::get<SealedSecrets>(SealedSecrets::seal(bytes, passphrase(), cheap));
}

/// What reading `object` and unsealing it comes to: the bytes, or null.
QByteArray opened(const QJsonObject &object, const QString &with = passphrase(), Error *error = nullptr)
{
    const auto read = SealedSecrets::read(object);
    const auto result = std::holds_alternative<Error>(read) ? std::variant<QByteArray, Error>(std::get<Error>(read))
                                                            : std::get<SealedSecrets>(read).unseal(with);
    if (error)
        *error = std::holds_alternative<Error>(result) ? std::get<Error>(result) : Error();
    return std::holds_alternative<Error>(result) ? QByteArray() : std::get<QByteArray>(result);
}

Error::Code refusal(const QJsonObject &object)
{
    const auto read = SealedSecrets::read(object);
    return std::holds_alternative<Error>(read) ? std::get<Error>(read).code : Error::Code::None;
}

QJsonObject with(const char *name, const QJsonValue &value)
{
    QJsonObject object = sealed().toJson();
    object.insert(QLatin1String(name), value);
    return object;
}

} // namespace

class TestSealedSecrets : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSealedComesBack_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("short") << plain();
        for (const int length : {511, 512, 513, 100'000})
            QTest::addRow("%d bytes", length) << QByteArray(length, '\x80');
    }
    void whatIsSealedComesBack()
    {
        QFETCH(QByteArray, bytes);
        const QJsonObject object = sealed(bytes).toJson();
        QVERIFY(bytes.size() < 5 || !QJsonDocument(object).toJson().contains(bytes.toBase64().first(6)));
        Error error;
        QCOMPARE(opened(object, passphrase(), &error), bytes);
        QVERIFY(!error);
    }

    void lengthOfTheSecretsIsHidden()
    {
        QCOMPARE(sealed("a").toJson().value(QLatin1String("box")).toString().size(),
                 sealed(QByteArray(300, 'b')).toJson().value(QLatin1String("box")).toString().size());
    }

    /// Made by another program, with libsodium's functions in the order that the format asks for.
    void whatAnotherProgramSealedComesBack()
    {
        QFile file(QStringLiteral(TEST_DATA "/exchange/sealed.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(opened(object), plain());
    }

    void nothingIsSealedTheSameWayTwice()
    {
        const QJsonObject one = sealed().toJson();
        const QJsonObject two = sealed().toJson();
        for (const char *name : {"salt", "nonce", "box"})
            QVERIFY2(one.value(QLatin1String(name)) != two.value(QLatin1String(name)), name);
    }

    void wrongPassphraseIsToldApartFromDamage()
    {
        const QJsonObject object = sealed().toJson();
        Error error;
        for (const QString &wrong : {QString(), passphrase() + QLatin1Char(' '), passphrase().toUpper(), passphrase().chopped(1)}) {
            QCOMPARE(opened(object, wrong, &error), QByteArray());
            QCOMPARE(error.code, Error::Code::AuthenticationFailed);
            QVERIFY(!error.text.contains(wrong) || wrong.isEmpty());
        }
        const QString composed = QStringLiteral("G\u00fcrteltier");
        const auto made = SealedSecrets::seal(plain(), composed, cheap);
        QCOMPARE(opened(std::get<SealedSecrets>(made).toJson(), QStringLiteral("Gu\u0308rteltier")), plain());
    }

    void everyChangedBitIsRefused()
    {
        const QByteArray text = QJsonDocument(sealed().toJson()).toJson();
        QCOMPARE(opened(QJsonDocument::fromJson(text).object()), plain());
        for (qsizetype i = 0; i < text.size(); ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray changed = text;
                changed[i] = char(changed[i] ^ (1 << bit));
                QVERIFY2(opened(QJsonDocument::fromJson(changed).object()).isNull(), changed.constData());
            }
        }
    }

    /// One who changes something can make the checksum fit too.
    void changeWithAFittingChecksumIsRefused()
    {
        SealedSecrets other = sealed();
        QJsonObject object = sealed().toJson();
        QCOMPARE(opened(object), plain());
        for (const char *name : {"salt", "nonce", "box"}) {
            QJsonObject changed = object;
            changed.insert(QLatin1String(name), other.toJson().value(QLatin1String(name)));
            QByteArray summed = QByteArray::number(cheap.passes) + ' ' + QByteArray::number(cheap.memory) + ' ';
            for (const char *part : {"salt", "nonce", "box"})
                summed += QByteArray::fromBase64(changed.value(QLatin1String(part)).toString().toLatin1());
            changed.insert(QLatin1String("sha256"),
                           QString::fromLatin1(QCryptographicHash::hash(summed, QCryptographicHash::Sha256).toHex()));
            Error error;
            QVERIFY(opened(changed, passphrase(), &error).isNull());
            QCOMPARE(error.code, Error::Code::AuthenticationFailed);
        }
    }

    void nobodyMakesUsTakeTooMuch_data()
    {
        QTest::addColumn<QJsonObject>("object");
        QTest::addColumn<Error::Code>("code");
        using Code = Error::Code;
        QTest::newRow("100 GB") << with("memory", 100e9) << Code::Unreadable;
        QTest::newRow("a byte too much") << with("memory", double(SealedSecrets::mostMemory + 1)) << Code::Unreadable;
        QTest::newRow("years") << with("passes", 4e9) << Code::Unreadable;
        QJsonObject slow = with("memory", double(SealedSecrets::mostMemory));
        slow.insert(QLatin1String("passes"), 5);
        QTest::newRow("both together") << slow << Code::Unreadable;
        QTest::newRow("too little memory") << with("memory", 1) << Code::Unreadable;
        QTest::newRow("no memory") << with("memory", 0) << Code::Invalid;
        QTest::newRow("negative") << with("memory", -65536) << Code::Invalid;
        QTest::newRow("beyond counting") << with("memory", 1e300) << Code::Invalid;
        QTest::newRow("a fraction") << with("passes", 1.5) << Code::Invalid;
        QTest::newRow("no number") << with("passes", QStringLiteral("3")) << Code::Invalid;
        QTest::newRow("short salt") << with("salt", QStringLiteral("AAAA")) << Code::Invalid;
        QTest::newRow("short nonce") << with("nonce", QStringLiteral("AAAA")) << Code::Invalid;
        QTest::newRow("no box") << with("box", QString()) << Code::Invalid;
        QTest::newRow("no Base64") << with("box", QStringLiteral("!!!!")) << Code::Invalid;
        QTest::newRow("nothing") << QJsonObject() << Code::Invalid;
        QTest::newRow("a later version") << with("version", 2) << Code::Unreadable;
        QTest::newRow("another derivation") << with("derivation", QStringLiteral("scrypt")) << Code::Unreadable;
        QTest::newRow("another encryption") << with("encryption", QStringLiteral("none")) << Code::Unreadable;
    }
    void nobodyMakesUsTakeTooMuch()
    {
        QFETCH(QJsonObject, object);
        QFETCH(Error::Code, code);
        QCOMPARE(refusal(object), code);
    }

    void sealingIsBoundedToo()
    {
        for (const SealedSecrets::Cost &cost :
             {SealedSecrets::Cost{0, 65536}, SealedSecrets::Cost{1, 1}, SealedSecrets::Cost{1, SealedSecrets::mostMemory + 1}}) {
            QCOMPARE(std::get<Error>(SealedSecrets::seal(plain(), passphrase(), cost)).code, Error::Code::Invalid);
        }
        QCOMPARE(std::get<Error>(SealedSecrets::seal(plain(), QString(), cheap)).code, Error::Code::Invalid);
    }

    void usualCostIsWhatLibsodiumCallsModerate()
    {
        const SealedSecrets::Cost usual;
        QCOMPARE(usual.passes, quint64(3));
        QCOMPARE(usual.memory, quint64(256) * 1024 * 1024);
        const auto made = SealedSecrets::seal(plain(), passphrase(), usual);
        QCOMPARE(std::get<SealedSecrets>(made).cost(), usual);
        QCOMPARE(opened(std::get<SealedSecrets>(made).toJson()), plain());
    }
};

QTEST_GUILESS_MAIN(TestSealedSecrets)
#include "tst_sealedsecrets.moc"
