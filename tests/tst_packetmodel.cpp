#include "ui/wire/packetmodel.h"

#include "connection/protocol/request.h"
#include "tests/answerbytes.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace {

WirePart partOf(WirePart::Role role, const QByteArray &bytes, const QString &remark = {})
{
    const auto owner = std::make_shared<const QByteArray>(bytes);
    return {role, *owner, owner, remark};
}

QByteArray store()
{
    return encodeRequest({.opcode = Opcode::Set, .key = "key", .value = "value"}, 1);
}

QString text(const QModelIndex &index, int column)
{
    return index.siblingAtColumn(column).data().toString();
}

} // namespace

class TestPacketModel : public QObject
{
    Q_OBJECT

private slots:
    void packetsHaveTheirFields()
    {
        PacketModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setParts({partOf(WirePart::Role::Request, store()),
                        partOf(WirePart::Role::Closing, encodeRequest({.opcode = Opcode::Noop}, 2)),
                        partOf(WirePart::Role::Answer, AnswerBytes{.opcode = Opcode::Set, .cas = 9}, QStringLiteral("after 182 µs"))});
        QCOMPARE(model.rowCount(), 3);
        const QModelIndex request = model.index(0, 0);
        QCOMPARE(text(request, PacketModel::FieldColumn), QStringLiteral("SET request"));
        QCOMPARE(text(request, PacketModel::ValueColumn), QStringLiteral("key"));
        QCOMPARE(text(request, PacketModel::BytesColumn), QStringLiteral("40 B"));
        QCOMPARE(text(model.index(1, 0), PacketModel::ValueColumn), QStringLiteral("ours"));
        QCOMPARE(text(model.index(2, 0), PacketModel::ValueColumn), QStringLiteral("Success · after 182 µs"));
        QCOMPARE(model.rowCount(request), 12);
        const QModelIndex extras = model.index(9, 0, request);
        QCOMPARE(text(extras, PacketModel::FieldColumn), QStringLiteral("Extras"));
        QCOMPARE(model.rowCount(extras), 2);
        const QModelIndex expiration = model.index(1, 0, extras);
        QCOMPARE(text(expiration, PacketModel::FieldColumn), QStringLiteral("Expiration"));
        QCOMPARE(model.parent(expiration), extras);
        QCOMPARE(model.place(expiration).offset, 28);
        QCOMPARE(model.bytes(expiration).size(), 4);
        const QModelIndex value = model.index(11, 0, request);
        QCOMPARE(text(value, PacketModel::BytesColumn), QStringLiteral("76 61 6C 75 65"));
        QCOMPARE(model.bytes(value), QByteArrayView("value"));
        QCOMPARE(model.bytes(request).size(), 40);
    }

    void everyByteLeadsToItsField()
    {
        PacketModel model;
        model.setParts({partOf(WirePart::Role::Request, store())});
        for (qsizetype offset = 0; offset < 40; ++offset) {
            const QModelIndex field = model.fieldAt(0, offset);
            const PacketModel::Place place = model.place(field);
            QVERIFY(field.parent().isValid());
            QCOMPARE(model.rowCount(field), 0);
            QVERIFY(offset >= place.offset && offset < place.offset + place.length);
        }
        QCOMPARE(text(model.fieldAt(0, 25), PacketModel::FieldColumn), QStringLiteral("Flags"));
        QCOMPARE(model.fieldAt(0, 40), model.index(0, 0));
    }

    void statisticsAreAList()
    {
        PacketModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QByteArray answers =
            QByteArray(AnswerBytes{.opcode = Opcode::Stat, .key = "pid", .value = "17"}) + QByteArray(AnswerBytes{.opcode = Opcode::Stat});
        model.setParts({partOf(WirePart::Role::Answer, answers, QStringLiteral("after 1 ms"))});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(text(model.index(0, 0), PacketModel::ValueColumn), QStringLiteral("pid = 17 · after 1 ms"));
        QCOMPARE(text(model.index(1, 0), PacketModel::ValueColumn), QStringLiteral("the end of the statistics"));
    }

    void whatIsWrongIsSaid()
    {
        PacketModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setParts({partOf(WirePart::Role::Answer, "ERROR\r\n"), partOf(WirePart::Role::Request, store().first(38)),
                        partOf(WirePart::Role::Request, store().first(9))});
        QCOMPARE(text(model.index(0, 0), PacketModel::FieldColumn), QStringLiteral("No packet"));
        QVERIFY(text(model.index(0, 0), PacketModel::ValueColumn)
                    .startsWith(QStringLiteral("No packet of the binary protocol begins with the byte 0x45")));
        QVERIFY(model.index(0, PacketModel::ValueColumn).data(Qt::ForegroundRole).isValid());
        QCOMPARE(text(model.index(1, 0), PacketModel::ValueColumn), QStringLiteral("key · The packet is cut: 38 of 40 B are here."));
        const QModelIndex value = model.index(11, 0, model.index(1, 0));
        QCOMPARE(text(value, PacketModel::ValueColumn), QStringLiteral("val – Only 3 of 5 B are here."));
        QCOMPARE(text(model.index(2, 0), PacketModel::FieldColumn), QStringLiteral("Cut packet"));
        model.setParts({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.packetBytes({}).isEmpty());
        QVERIFY(model.bytes({}).isEmpty());
    }

    void largeValueCostsNothing()
    {
        PacketModel model;
        model.setParts({partOf(WirePart::Role::Request,
                               encodeRequest({.opcode = Opcode::Set, .key = "k", .value = QByteArray(32 * 1024 * 1024, 'v')}, 1))});
        const QModelIndex value = model.index(11, 0, model.index(0, 0));
        QVERIFY(text(value, PacketModel::BytesColumn).size() < 100);
        QVERIFY(text(value, PacketModel::ValueColumn).size() < 200);
        QCOMPARE(model.bytes(value).size(), 32 * 1024 * 1024);
    }
};

QTEST_MAIN(TestPacketModel)
#include "tst_packetmodel.moc"
