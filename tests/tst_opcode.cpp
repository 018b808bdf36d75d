#include "connection/protocol/opcode.h"
#include "connection/protocol/status.h"

#include <QTest>

using Trait = OpcodeTrait;

namespace {

/// Every trait of an opcode as bits.
unsigned traitsOf(Opcode opcode)
{
    unsigned traits = 0;
    for (const Trait trait :
         {Trait::Known, Trait::Quiet, Trait::Read, Trait::Keyed, Trait::Store, Trait::Counter, Trait::WithKey, Trait::Expiring}) {
        if (has(opcode, trait))
            traits |= unsigned(trait);
    }
    return traits;
}

template <typename... Traits> constexpr unsigned all(Traits... traits)
{
    return (unsigned(traits) | ... | 0U);
}

} // namespace

class TestOpcode : public QObject
{
    Q_OBJECT

private slots:
    void opcodesHaveTheProtocolsNamesTwinsAndTraits_data()
    {
        QTest::addColumn<quint8>("code");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<quint8>("loud");
        QTest::addColumn<int>("quiet");
        QTest::addColumn<unsigned>("traits");

        const auto row = [](quint8 code, const char *name, quint8 loud, int quiet, unsigned traits) {
            QTest::newRow(name) << code << QByteArray(name) << loud << quiet << traits;
        };
        constexpr int without = -1;
        // Numbers from protocol-binary.txt, section 3.2, spelled out so that a wrong enumerator is seen.
        constexpr unsigned read = all(Trait::Known, Trait::Read, Trait::WithKey);
        constexpr unsigned store = all(Trait::Known, Trait::Store, Trait::WithKey);
        constexpr unsigned counter = all(Trait::Known, Trait::Counter, Trait::WithKey, Trait::Expiring);
        constexpr unsigned keyed = all(Trait::Keyed);
        constexpr unsigned expiring = all(Trait::Expiring);
        constexpr unsigned silent = all(Trait::Quiet);
        constexpr unsigned known = all(Trait::Known);
        row(0x00, "GET", 0x00, 0x09, read);
        row(0x09, "GETQ", 0x00, 0x09, read | silent);
        row(0x0c, "GETK", 0x0c, 0x0d, read | keyed);
        row(0x0d, "GETKQ", 0x0c, 0x0d, read | keyed | silent);
        row(0x1d, "GAT", 0x1d, 0x1e, read | expiring);
        row(0x1e, "GATQ", 0x1d, 0x1e, read | expiring | silent);
        row(0x23, "GATK", 0x23, 0x24, read | keyed | expiring);
        row(0x24, "GATKQ", 0x23, 0x24, read | keyed | expiring | silent);
        row(0x1c, "TOUCH", 0x1c, without, all(Trait::Known, Trait::WithKey, Trait::Expiring));
        row(0x01, "SET", 0x01, 0x11, store | expiring);
        row(0x11, "SETQ", 0x01, 0x11, store | expiring | silent);
        row(0x02, "ADD", 0x02, 0x12, store | expiring);
        row(0x12, "ADDQ", 0x02, 0x12, store | expiring | silent);
        row(0x03, "REPLACE", 0x03, 0x13, store | expiring);
        row(0x13, "REPLACEQ", 0x03, 0x13, store | expiring | silent);
        row(0x0e, "APPEND", 0x0e, 0x19, store);
        row(0x19, "APPENDQ", 0x0e, 0x19, store | silent);
        row(0x0f, "PREPEND", 0x0f, 0x1a, store);
        row(0x1a, "PREPENDQ", 0x0f, 0x1a, store | silent);
        row(0x04, "DELETE", 0x04, 0x14, all(Trait::Known, Trait::WithKey));
        row(0x14, "DELETEQ", 0x04, 0x14, all(Trait::Known, Trait::WithKey, Trait::Quiet));
        row(0x05, "INCREMENT", 0x05, 0x15, counter);
        row(0x15, "INCREMENTQ", 0x05, 0x15, counter | silent);
        row(0x06, "DECREMENT", 0x06, 0x16, counter);
        row(0x16, "DECREMENTQ", 0x06, 0x16, counter | silent);
        row(0x07, "QUIT", 0x07, 0x17, known);
        row(0x17, "QUITQ", 0x07, 0x17, known | silent);
        row(0x08, "FLUSH", 0x08, 0x18, known | expiring);
        row(0x18, "FLUSHQ", 0x08, 0x18, known | expiring | silent);
        row(0x0a, "NOOP", 0x0a, without, known);
        row(0x0b, "VERSION", 0x0b, without, known);
        row(0x10, "STAT", 0x10, without, known);
    }

    void opcodesHaveTheProtocolsNamesTwinsAndTraits()
    {
        QFETCH(quint8, code);
        QFETCH(QByteArray, name);
        QFETCH(quint8, loud);
        QFETCH(int, quiet);
        QFETCH(unsigned, traits);
        const auto opcode = Opcode(code);
        QCOMPARE(opcodeName(opcode), name);
        QCOMPARE(quint8(loudForm(opcode)), loud);
        QCOMPARE(quietForm(opcode) ? int(*quietForm(opcode)) : -1, quiet);
        QCOMPARE(traitsOf(opcode), traits);
        QCOMPARE(isQuiet(opcode), name.endsWith('Q'));
    }

    void saslIsKnownAndLoud()
    {
        for (const Opcode opcode : {Opcode::SaslListMechanisms, Opcode::SaslStart, Opcode::SaslStep}) {
            QVERIFY(has(opcode, Trait::Known));
            QVERIFY(!isQuiet(opcode));
            QVERIFY(!quietForm(opcode));
            QVERIFY(opcodeName(opcode).startsWith("SASL"));
        }
        QCOMPARE(quint8(Opcode::SaslListMechanisms), 0x20);
        QCOMPARE(quint8(Opcode::SaslStart), 0x21);
        QCOMPARE(quint8(Opcode::SaslStep), 0x22);
    }

    void unlistedCodesHaveANumberForAName()
    {
        int known = 0;
        for (int code = 0; code < 256; ++code) {
            const auto opcode = Opcode(code);
            if (has(opcode, Trait::Known)) {
                ++known;
                QVERIFY(!opcodeName(opcode).startsWith("0x"));
                continue;
            }
            QCOMPARE(traitsOf(opcode), 0U);
            QCOMPARE(opcodeName(opcode), "0x" + QByteArray::number(code, 16).rightJustified(2, '0'));
            QVERIFY(!quietForm(opcode));
            QVERIFY(loudForm(opcode) == opcode);
        }
        QCOMPARE(known, 35);
        QVERIFY(!has(Opcode(0x1b), Trait::Known)); // VERBOSITY
    }

    void statusesHaveTheNamesOfTheContract_data()
    {
        QTest::addColumn<quint32>("code");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](quint32 code, const char *name) { QTest::addRow("%#x", code) << code << QByteArray(name); };
        row(0x00, "success");
        row(0x01, "key_not_found");
        row(0x02, "key_exists");
        row(0x03, "value_too_large");
        row(0x04, "invalid_arguments");
        row(0x05, "not_stored");
        row(0x06, "non_numeric");
        row(0x07, "wrong_vbucket");
        row(0x08, "auth_error");
        row(0x09, "auth_continue");
        row(0x20, "auth_required");
        row(0x21, "auth_continue");
        row(0x81, "unknown_command");
        row(0x82, "out_of_memory");
        row(0x83, "not_supported");
        row(0x84, "internal_error");
        row(0x85, "busy");
        row(0x86, "temporary_failure");
        row(quint32(Status::Refused), "refused");
        row(quint32(Status::NotConnected), "not_connected");
        row(quint32(Status::Closed), "closed");
        row(quint32(Status::TimedOut), "timeout");
        row(quint32(Status::Cancelled), "cancelled");
        row(0x0a, "status_0x000A");
        row(0xbeef, "status_0xBEEF");
    }

    void statusesHaveTheNamesOfTheContract()
    {
        QFETCH(quint32, code);
        QFETCH(QByteArray, name);
        QCOMPARE(statusName(Status(code)), name);
        QVERIFY(!statusText(Status(code)).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestOpcode)
#include "tst_opcode.moc"
