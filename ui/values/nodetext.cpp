#include "ui/values/nodetext.h"

#include "app/values/valuejson.h"
#include "ui/escapedtext.h"

#include <QDateTime>
#include <QLocale>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("NodeText", text);
}

QString sizeText(qsizetype bytes)
{
    return QLocale().formattedDataSize(bytes);
}

/// Of a key that has members, or says nothing but its type.
QString jsonPreview(const ValueTree &tree, qint32 node, qsizetype limit)
{
    DecodeLimits limits;
    limits.greatestOutput = limit;
    return escapedPreview(jsonText(tree, node, JsonLayout::Compact, limits), limit);
}

} // namespace

bool isContainer(const ValueTree &tree, qint32 node)
{
    const ValueNode &shown = tree.at(node);
    return shown.type == ValueType::List || shown.type == ValueType::Map
        || (shown.type == ValueType::Object && (shown.memberCount > 0 || shown.textSize == 0));
}

bool isMember(const ValueTree &tree, qint32 node)
{
    if (node == ValueTree::none || tree.isEmpty())
        return false;
    while (tree.at(node).parent != ValueTree::none) {
        const qint32 parent = tree.at(node).parent;
        // A key has no position: it is where its own member is, or claims to be the first.
        const bool isFirst = tree.firstMember(parent) == node;
        if (!isFirst && tree.at(node).position == 0)
            return false;
        node = parent;
    }
    return node == tree.root();
}

QString nodeName(const ValueTree &tree, qint32 node, qsizetype limit)
{
    const qint32 key = tree.at(node).key;
    if (key == ValueTree::none)
        return node == tree.root() ? translated(QT_TRANSLATE_NOOP("NodeText", "Whole value")) : QLocale().toString(tree.at(node).position);
    const ValueNode &name = tree.at(key);
    if (name.textSize > 0)
        return escapedPreview(tree.text(key), limit);
    return name.type == ValueType::Text || name.type == ValueType::Bytes ? QStringLiteral("\"\"") : jsonPreview(tree, key, limit);
}

QString nodeValue(const ValueTree &tree, qint32 node, qsizetype limit)
{
    const ValueNode &shown = tree.at(node);
    const QByteArrayView text = tree.text(node);
    switch (shown.type) {
    case ValueType::Null:
        return QStringLiteral("null");
    case ValueType::Boolean:
    case ValueType::Integer:
    case ValueType::Real:
    case ValueType::Time:
        return escapedPreview(text, limit);
    case ValueType::Text:
        return text.isEmpty() ? QStringLiteral("\"\"") : escapedPreview(text, limit);
    case ValueType::Bytes:
        return text.isEmpty() ? translated(QT_TRANSLATE_NOOP("NodeText", "no bytes"))
                              : QStringLiteral("%1  (%2)").arg(escapedPreview(text, limit), sizeText(text.size()));
    case ValueType::Reference:
        return tree.target(node) == ValueTree::none ? translated(QT_TRANSLATE_NOOP("NodeText", "→ something that is not in this value"))
                                                    : QStringLiteral("→ ") + nodePath(tree, tree.target(node));
    case ValueType::Unknown: {
        const QByteArrayView bytes = text.isEmpty() ? tree.stored(node) : text;
        return QStringLiteral("%1  (%2)").arg(escapedPreview(bytes, limit), sizeText(bytes.size()));
    }
    case ValueType::List:
    case ValueType::Map:
    case ValueType::Object:
        break;
    }
    return isContainer(tree, node) ? memberCountText(shown.memberCount) : escapedPreview(text, limit);
}

QString nodeType(const ValueTree &tree, qint32 node)
{
    // By ValueType.
    static constexpr const char *words[] = {
        QT_TRANSLATE_NOOP("NodeText", "null"),      QT_TRANSLATE_NOOP("NodeText", "boolean"),
        QT_TRANSLATE_NOOP("NodeText", "integer"),   QT_TRANSLATE_NOOP("NodeText", "real number"),
        QT_TRANSLATE_NOOP("NodeText", "text"),      QT_TRANSLATE_NOOP("NodeText", "bytes"),
        QT_TRANSLATE_NOOP("NodeText", "time"),      QT_TRANSLATE_NOOP("NodeText", "list"),
        QT_TRANSLATE_NOOP("NodeText", "map"),       QT_TRANSLATE_NOOP("NodeText", "object"),
        QT_TRANSLATE_NOOP("NodeText", "reference"), QT_TRANSLATE_NOOP("NodeText", "not known"),
    };
    const ValueType type = tree.at(node).type;
    QString name = translated(words[int(type)]);
    if (const QByteArrayView own = tree.typeName(node); !own.isEmpty())
        name = type == ValueType::Unknown ? QStringLiteral("%1 (%2)").arg(escapedPreview(own, 200), name) : escapedPreview(own, 200);
    return tree.at(node).isShared ? translated(QT_TRANSLATE_NOOP("NodeText", "%1, referred to")).arg(name) : name;
}

QString nodeToolTip(const ValueTree &tree, qint32 node)
{
    constexpr qsizetype limit = 2000;
    const ValueNode &shown = tree.at(node);
    QStringList lines{nodePath(tree, node), nodeType(tree, node)};
    if (shown.type == ValueType::Unknown)
        lines += translated(QT_TRANSLATE_NOOP("NodeText", "This type is not known: these are its bytes."));
    if (shown.isShared)
        lines += translated(QT_TRANSLATE_NOOP("NodeText", "Other parts of the value refer to this one."));
    if (shown.type == ValueType::Time && !localTime(tree.text(node)).isEmpty())
        lines += translated(QT_TRANSLATE_NOOP("NodeText", "Here: %1")).arg(localTime(tree.text(node)));
    if (shown.type == ValueType::Text && shown.textSize > 0)
        lines += translated(QT_TRANSLATE_NOOP("NodeText", "Length: %1")).arg(sizeText(shown.textSize));
    lines += nodeValue(tree, node, limit);
    // As rich text, which wraps where plain text would be as wide as the screen.
    return QStringLiteral("<p>%1</p>").arg(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

QString memberCountText(qint32 count)
{
    return count == 1 ? translated(QT_TRANSLATE_NOOP("NodeText", "1 member"))
                      : QCoreApplication::translate("NodeText", "%Ln members", nullptr, count);
}

QString nodePath(const ValueTree &tree, qint32 node)
{
    constexpr qsizetype longest = 4096; // bytes
    return escapedPreview(tree.path(node), longest);
}

QString localTime(QByteArrayView isoText)
{
    const QDateTime time = QDateTime::fromString(QString::fromLatin1(isoText.data(), isoText.size()), Qt::ISODateWithMs);
    // One without a zone is local to whoever wrote it, and who that was is not known.
    return time.isValid() && time.timeSpec() != Qt::LocalTime ? QLocale().toString(time.toLocalTime(), QLocale::LongFormat) : QString();
}
