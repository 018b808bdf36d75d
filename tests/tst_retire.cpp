#include "connection/retire.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

class TestRetire : public QObject
{
    Q_OBJECT

private slots:
    void aPieceThatIsTellingUsMayBeRetired()
    {
        auto piece = std::make_unique<QTimer>();
        const QPointer<QTimer> watched(piece.get());
        QObject owner;
        connect(piece.get(), &QTimer::timeout, &owner, [&piece, &owner] { retire(piece, &owner); });
        piece->start(0);
        QTRY_VERIFY(!piece);
        QTRY_VERIFY(!watched);
    }

    void whatIsStillAtWorkTellsItsOwnerNothingMore()
    {
        auto piece = std::make_unique<QTimer>();
        QObject owner;
        QObject other;
        int told = 0;
        int toldOther = 0;
        connect(piece.get(), &QTimer::objectNameChanged, &owner, [&told] { ++told; });
        connect(piece.get(), &QTimer::objectNameChanged, &other, [&toldOther] { ++toldOther; });
        QTimer *retired = retire(piece, &owner);
        QVERIFY(retired);
        QVERIFY(!piece);
        retired->setObjectName(QStringLiteral("at work"));
        QCOMPARE(told, 0);
        QCOMPARE(toldOther, 1);
        const QSignalSpy gone(retired, &QObject::destroyed);
        QTRY_COMPARE(gone.size(), 1);
    }

    void nothingHappensWithNone()
    {
        std::unique_ptr<QTimer> none;
        QVERIFY(!retire(none, this));
    }
};

QTEST_GUILESS_MAIN(TestRetire)
#include "tst_retire.moc"
