#include "ui/values/treelines.h"

#include "app/results/jsontext.h"
#include "app/values/valuejson.h"
#include "ui/escapedtext.h"
#include "ui/values/nodetext.h"

#include <QLocale>

#include <algorithm>

TreeLines::TreeLines(const SharedReading &reading, int most, const std::atomic_bool *cancelled)
    : m_reading(reading)
{
    constexpr size_t looks = 4096; // lines between two looks at the cancelling
    if (tree().isEmpty()) {
        m_isWhole = true;
        return;
    }
    m_first.assign(size_t(tree().nodeCount()), -1);
    const auto isFull = [&] {
        return m_lines.size() >= size_t(most) || (m_lines.size() % looks == 0 && cancelled && cancelled->load(std::memory_order_relaxed));
    };
    for (qint32 node = tree().root(); node != ValueTree::none && !isFull();) {
        m_first[size_t(node)] = qint32(m_lines.size());
        m_lines.push_back(node);
        if (tree().firstMember(node) != ValueTree::none) {
            node = tree().firstMember(node);
            continue;
        }
        while (node != tree().root() && tree().at(node).next == ValueTree::none) {
            node = tree().at(node).parent;
            m_lines.push_back(~node);
        }
        m_isWhole = node == tree().root();
        node = m_isWhole ? ValueTree::none : tree().at(node).next;
    }
}

qint32 TreeLines::node(int line) const
{
    const qint32 node = m_lines[size_t(line)];
    return node < 0 ? ~node : node;
}

int TreeLines::lineOf(qint32 node) const
{
    return node == ValueTree::none || size_t(node) >= m_first.size() ? -1 : m_first[size_t(node)];
}

int TreeLines::foldEnd(int line) const
{
    qint32 node = m_lines[size_t(line)];
    if (node < 0 || tree().firstMember(node) == ValueTree::none)
        return -1;
    // The last line before that of the next member, less what ends the containers around.
    int ends = 0;
    while (node != tree().root() && tree().at(node).next == ValueTree::none) {
        node = tree().at(node).parent;
        ++ends;
    }
    const int behind = node == tree().root() ? (m_isWhole ? lineCount() : -1) : lineOf(tree().at(node).next);
    return behind < 0 ? -1 : behind - 1 - ends;
}

int TreeLines::outer(int line) const
{
    const qint32 node = m_lines[size_t(line)];
    return node < 0 ? lineOf(~node) : lineOf(tree().at(node).parent);
}

bool TreeLines::isList(qint32 node) const
{
    const ValueNode &container = tree().at(node);
    if (container.type != ValueType::Object)
        return container.type == ValueType::List;
    return container.firstMember != ValueTree::none && tree().at(container.firstMember).key == ValueTree::none
        && tree().at(container.lastMember).key == ValueTree::none;
}

void TreeLines::writeText(WrittenLine &line, QByteArrayView text, Ink ink) const
{
    const QByteArrayView part = text.first(wholeCharacters(text, longestText));
    QString quoted;
    if (isText(part)) {
        QByteArray json;
        appendJsonString(json, part);
        quoted = escapedText(json);
    } else {
        quoted =
            QLatin1Char('"') + escapedText(part, Escaping::Separated).replace(QLatin1Char('"'), QLatin1String("\\\"")) + QLatin1Char('"');
    }
    if (part.size() == text.size())
        return line.append(quoted, ink);
    quoted.chop(1);
    line.append(quoted, ink);
    line.append(tr("… %1 more").arg(QLocale().formattedDataSize(text.size() - part.size())), Ink::Remark);
    line.append(u"\"", ink);
}

void TreeLines::writeName(WrittenLine &line, qint32 node) const
{
    const qint32 key = tree().at(node).key;
    if (key == ValueTree::none || isList(tree().at(node).parent))
        return;
    if (tree().at(key).type == ValueType::Text || tree().at(key).type == ValueType::Bytes)
        writeText(line, tree().text(key), Ink::Name);
    else
        line.append(nodeName(tree(), node, longestText), Ink::Name);
    line.append(u": ", Ink::Mark);
}

void TreeLines::writeScalar(WrittenLine &line, qint32 node) const
{
    const QByteArrayView text = tree().text(node);
    switch (tree().at(node).type) {
    case ValueType::Null:
        return line.append(u"null", Ink::Word);
    case ValueType::Boolean:
        return line.append(escapedPreview(text, longestText), Ink::Word);
    case ValueType::Integer:
    case ValueType::Real:
        return line.append(escapedPreview(text, longestText), Ink::Number);
    case ValueType::Reference:
        return line.append(nodeValue(tree(), node, longestText), Ink::Remark);
    case ValueType::Unknown:
        return writeText(line, text.isEmpty() ? tree().stored(node) : text, Ink::String);
    case ValueType::Text:
    case ValueType::Bytes:
    case ValueType::Time:
    case ValueType::Object:
    case ValueType::List:
    case ValueType::Map:
        break;
    }
    writeText(line, text, Ink::String);
}

/// What JSON could not say.
QString TreeLines::remark(qint32 node) const
{
    const ValueNode &shown = tree().at(node);
    const QString own = escapedPreview(tree().typeName(node), 200);
    switch (shown.type) {
    case ValueType::Bytes:
        return own.isEmpty() ? tr("bytes: %L1").arg(shown.textSize) : own;
    case ValueType::Time:
        return own.isEmpty() ? tr("time") : own;
    case ValueType::Object:
        return own.isEmpty() ? tr("object") : own;
    case ValueType::Unknown:
        return own.isEmpty() ? tr("type not known") : tr("%1, type not known").arg(own);
    case ValueType::Text:
        return own.isEmpty() && !isText(tree().text(node).first(std::min<qsizetype>(shown.textSize, longestText))) ? tr("not UTF-8") : own;
    default:
        return own;
    }
}

WrittenLine TreeLines::written(int number, Folding folding) const
{
    const bool isEnd = m_lines[size_t(number)] < 0;
    const qint32 shown = node(number);
    int depth = 0;
    for (qint32 outer = tree().at(shown).parent; outer != ValueTree::none && depth < deepestIndent; outer = tree().at(outer).parent)
        ++depth;
    WrittenLine line;
    line.append(QString(2 * depth, QLatin1Char(' ')), Ink::Plain);
    const bool hasBrackets = isContainer(tree(), shown);
    const bool hasMembers = tree().firstMember(shown) != ValueTree::none;
    if (!isEnd)
        writeName(line, shown);
    if (!isEnd && hasBrackets)
        line.append(isList(shown) ? u"[" : u"{", Ink::Mark);
    if (!isEnd && !hasBrackets)
        writeScalar(line, shown);
    if (!isEnd && hasMembers && folding == Folding::Folded)
        line.append(u" … ", Ink::Remark);
    const bool ends = isEnd || !hasMembers || folding == Folding::Folded;
    if (ends && hasBrackets)
        line.append(isList(shown) ? u"]" : u"}", Ink::Mark);
    if (ends && tree().at(shown).next != ValueTree::none)
        line.append(u",", Ink::Mark);
    QString said = isEnd ? QString() : remark(shown);
    if (!isEnd && hasMembers && folding == Folding::Folded)
        said += (said.isEmpty() ? QString() : QStringLiteral(" · ")) + memberCountText(tree().at(shown).memberCount);
    if (!said.isEmpty())
        line.append(QStringLiteral("  // ") + said, Ink::Remark);
    return line;
}
