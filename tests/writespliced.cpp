// Changes parts of values as the program does, for tests/data/values/record/splicesread.sh. Reads lines of a serialization's name and a
// value in hexadecimal, and writes for each part that can be changed: the line, the part's path, whether it is a key, its new text in
// hexadecimal and the value with it.

#include "app/values/valuesplice.h"

#include <QFile>
#include <QString>

namespace {

Serialization serializationCalled(const QString &name)
{
    for (int i = 0; i <= int(Serialization::Protobuf); ++i) {
        if (serializationName(Serialization(i)) == name)
            return Serialization(i);
    }
    return Serialization::Bytes;
}

QByteArrayList otherTexts(const ValueTree &tree, qint32 node)
{
    switch (tree.at(node).type) {
    case ValueType::Boolean:
        return {tree.text(node) == "true" ? "false" : "true"};
    case ValueType::Integer:
        return {"7", "-300", "70000", "-5000000000"};
    case ValueType::Real:
        return {"0.5", "0.1"};
    default:
        return {"yes", "", "\xc3\xa9\xe2\x98\xba", "\xf0\x9f\x98\x80", QByteArray(300, 'y'), QByteArray(70'000, 'z')};
    }
}

} // namespace

int main()
{
    QFile input;
    QFile output;
    if (!input.open(stdin, QIODevice::ReadOnly) || !output.open(stdout, QIODevice::WriteOnly))
        return 1;
    while (!input.atEnd()) {
        const QByteArray line = input.readLine().trimmed();
        const QByteArrayList fields = line.split('\t');
        if (fields.size() != 2)
            continue;
        const SerializationStep step{serializationCalled(QString::fromUtf8(fields.at(0))), Primitive::None, Certainty::Chosen, {}};
        const ValueReading reading =
            readValue(QByteArray::fromHex(fields.at(1)), 0, ClientLibrary::Unknown, DecodeLimits(), {CompressionStep{}, step});
        for (qint32 node = 0; node < reading.value.tree.nodeCount(); ++node) {
            if (!whyNotSplicable(reading, node).isEmpty())
                continue;
            const ValueTree &tree = reading.value.tree;
            const QByteArray path = tree.path(node);
            for (const QByteArray &text : otherTexts(tree, node)) {
                if (text == tree.text(node) || !path.startsWith('$')) // what a collection keeps for itself is not shown
                    continue;
                const SplicedValue spliced = splicedValue(reading, node, text, DecodeLimits());
                if (spliced.fault.isEmpty())
                    output.write(line + '\t' + path + '\t' + (tree.isKey(node) ? "key" : "member") + '\t' + text.toHex() + '\t'
                                 + spliced.bytes.toHex() + '\n');
            }
        }
    }
    return 0;
}
