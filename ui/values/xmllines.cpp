#include "ui/values/xmllines.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringDecoder>
#include <QXmlStreamReader>

#include <algorithm>

namespace {

constexpr size_t deepestElement = 1'000;   // elements in elements
constexpr size_t mostXmlLines = 8'000'000; // of memory for them

bool isXmlSpace(QChar character)
{
    return character == u' ' || character == u'\n' || character == u'\r' || character == u'\t';
}

QString decodedXml(QByteArrayView bytes)
{
    const auto encoding = QStringConverter::encodingForData(bytes, u'<');
    QStringDecoder decoder(encoding.value_or(QStringConverter::Utf8));
    QString text = decoder(bytes);
    // Older documents are Latin-1; what they say of themselves is not asked, as each byte is a character then.
    return decoder.hasError() && !encoding ? QString::fromLatin1(bytes.data(), bytes.size()) : text;
}

} // namespace

bool XmlLines::suits(QByteArrayView bytes)
{
    constexpr qsizetype looked = 256; // bytes at either end
    const QString begin = decodedXml(bytes.first(std::min(bytes.size(), looked))).trimmed();
    const QByteArrayView end = bytes.last(std::min(bytes.size(), looked)).trimmed();
    return begin.size() > 2 && begin.front() == u'<' && (begin[1].isLetter() || begin[1] == u'_' || begin[1] == u'?' || begin[1] == u'!')
        && (end.endsWith('>') || end.endsWith('\0'));
}

XmlLines::XmlLines(QByteArrayView bytes, Extent extent, const std::atomic_bool *cancelled)
    : m_text(decodedXml(bytes))
    , m_isWhole(extent == Extent::Whole)
{
    read(cancelled);
    m_open.clear();
    m_lines.shrink_to_fit();
}

void XmlLines::read(const std::atomic_bool *cancelled)
{
    QXmlStreamReader reader;
    reader.setNamespaceProcessing(false);
    reader.setEntityExpansionLimit(0);
    reader.addData(m_text);
    qsizetype begin = 0;
    while (!reader.atEnd() && m_lines.size() < mostXmlLines && m_open.size() < deepestElement && !(cancelled && cancelled->load())) {
        const QXmlStreamReader::TokenType token = reader.readNext();
        qsizetype end = std::clamp<qsizetype>(reader.characterOffset(), begin, m_text.size());
        // The reader looks one character ahead to know that a text is over.
        if (token == QXmlStreamReader::Characters && !reader.isCDATA() && end > begin && m_text[end - 1] == u'<')
            --end;
        // And so it does where there is no declaration.
        if (token == QXmlStreamReader::StartDocument && !QStringView(m_text).sliced(begin).trimmed().startsWith(u"<?xml"))
            end = begin;
        switch (token) {
        case QXmlStreamReader::StartElement:
            if (!add(begin, end, Kind::Tags))
                m_lines.emplace_back();
            m_open.push_back(int(m_lines.size()) - 1);
            break;
        case QXmlStreamReader::EndElement:
            closeElement(begin, end);
            break;
        case QXmlStreamReader::Comment:
            addRows(begin, end, Kind::Comment);
            break;
        case QXmlStreamReader::Invalid:
            continue; // what is left is added below
        default:
            addRows(begin, end, token == QXmlStreamReader::Characters ? Kind::Text : Kind::Tags);
        }
        begin = end;
    }
    const bool isOver = reader.atEnd() && !reader.hasError();
    if (!isOver && m_isWhole) {
        m_fault = reader.hasError() ? QCoreApplication::translate("XmlLines", "Not XML from line %1 on, and shown as it is from there: %2")
                                          .arg(QLocale().toString(reader.lineNumber()), reader.errorString())
                                    : QCoreApplication::translate("XmlLines", "Too deep or too long to be formatted to its end.");
        addRows(begin, m_text.size(), Kind::Text);
    }
}

NodeMatches XmlLines::linesWith(const QByteArray &text, const std::atomic_bool *cancelled) const
{
    constexpr int looks = 1024; // lines between two looks at the cancelling
    NodeMatches matches;
    const QString sought = QString::fromUtf8(text);
    for (int line = 0; line < lineCount() && !sought.isEmpty(); ++line) {
        if (line % looks == 0 && cancelled && cancelled->load(std::memory_order_relaxed))
            break;
        const Line &shown = m_lines[size_t(line)];
        if (!QStringView(m_text).sliced(shown.begin, shown.length).contains(sought, Qt::CaseInsensitive))
            continue;
        matches.isCut = matches.nodes.size() == NodeSearch::mostMatches;
        if (matches.isCut)
            break;
        matches.nodes.push_back(line);
    }
    return matches;
}

bool XmlLines::add(qsizetype begin, qsizetype end, Kind kind)
{
    while (begin < end && isXmlSpace(m_text[begin]))
        ++begin;
    while (begin < end && isXmlSpace(m_text[end - 1]))
        --end;
    if (begin == end)
        return false;
    m_lines.push_back({.begin = int(begin),
                       .length = int(end - begin),
                       .kind = kind,
                       .depth = quint8(std::min<size_t>(m_open.size(), deepestIndent)),
                       .outer = m_open.empty() ? -1 : m_open.back()});
    return true;
}

/// Each row of what was written on several.
void XmlLines::addRows(qsizetype begin, qsizetype end, Kind kind)
{
    while (begin < end && m_lines.size() < mostXmlLines) {
        const qsizetype feed = QStringView(m_text).sliced(begin, end - begin).indexOf(u'\n');
        const qsizetype next = feed < 0 ? end : begin + feed + 1;
        add(begin, next, kind);
        begin = next;
    }
}

void XmlLines::closeElement(qsizetype begin, qsizetype end)
{
    constexpr int longestJoined = 120; // characters of an element that stands on one line with its text
    if (m_open.empty())
        return;
    const int first = m_open.back();
    m_open.pop_back();
    const auto last = int(m_lines.size()) - 1;
    const bool isEmpty = last == first;
    const bool isShort = last == first + 1 && m_lines.back().kind == Kind::Text && end - m_lines[size_t(first)].begin <= longestJoined;
    if (isEmpty || isShort) {
        m_lines.resize(size_t(first) + 1);
        m_lines.back().length = int(end) - m_lines.back().begin;
        return;
    }
    if (!add(begin, end, Kind::Tags))
        return;
    m_lines.back().outer = first;
    m_lines[size_t(first)].end = last + 1;
}

WrittenLine XmlLines::written(int number, Folding folding) const
{
    const Line &line = m_lines[size_t(number)];
    const auto raw = [this](const Line &of) {
        QString text = m_text.mid(of.begin, std::min<qsizetype>(of.length, longestText));
        for (QChar &character : text) {
            if (!character.isPrint() && !character.isSurrogate())
                character = character.isSpace() ? QChar(u' ') : QChar(QChar::ReplacementCharacter);
        }
        return text;
    };
    WrittenLine written;
    written.append(QString(2 * line.depth, QLatin1Char(' ')), Ink::Plain);
    const QString text = raw(line);
    if (line.kind == Kind::Tags)
        writeTags(written, text);
    else
        written.append(text, line.kind == Kind::Comment ? Ink::Remark : Ink::Plain);
    if (text.size() < line.length)
        written.append(QCoreApplication::translate("XmlLines", "… %1 more").arg(QLocale().toString(line.length - text.size())),
                       Ink::Remark);
    if (folding == Folding::Folded && line.end > 0) {
        written.append(u" … ", Ink::Remark);
        writeTags(written, raw(m_lines[size_t(line.end)]));
    }
    return written;
}

/// Tags with what stands between them.
void XmlLines::writeTags(WrittenLine &line, QStringView text) const
{
    bool inTag = false;
    for (qsizetype at = 0; at < text.size();) {
        const QChar first = text[at];
        qsizetype end = at + 1;
        const auto goOn = [&](auto belongs) {
            while (end < text.size() && belongs(text[end]))
                ++end;
        };
        Ink ink = Ink::Mark;
        if (!inTag && first != u'<') {
            goOn([](QChar character) { return character != u'<'; });
            ink = Ink::Plain;
        } else if (first == u'<') {
            inTag = true;
            goOn([](QChar character) { return character == u'/' || character == u'?' || character == u'!'; });
            line.append(text.sliced(at, end - at), Ink::Mark);
            at = end;
            goOn([](QChar character) { return !isXmlSpace(character) && character != u'>' && character != u'/'; });
            ink = Ink::Name;
        } else if (first == u'"' || first == u'\'') {
            goOn([first](QChar character) { return character != first; });
            end = std::min(end + 1, text.size());
            ink = Ink::String;
        } else if (first == u'>') {
            inTag = false;
        } else if (first.isLetter() || first == u'_') {
            goOn([](QChar character) { return !isXmlSpace(character) && character != u'=' && character != u'>'; });
            ink = Ink::Option;
        }
        line.append(text.sliced(at, end - at), ink);
        at = end;
    }
}
