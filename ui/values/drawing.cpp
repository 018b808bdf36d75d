#include "ui/values/drawing.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QSvgRenderer>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("ReadImage", text);
}

/// What refers to somewhere else, so that reading it would open a file; links are only there to be clicked.
bool isForeign(const QXmlStreamReader &reader)
{
    const QStringView name = reader.name();
    if (name == u"script" || name == u"foreignObject" || name == u"a")
        return name != u"a";
    const QXmlStreamAttributes attributes = reader.attributes();
    return std::any_of(attributes.begin(), attributes.end(), [](const QXmlStreamAttribute &attribute) {
        const QStringView value = attribute.value().trimmed();
        return attribute.name() == u"href" && !value.startsWith(u'#') && !value.startsWith(u"data:image/", Qt::CaseInsensitive);
    });
}

struct CleanDrawing
{
    QByteArray bytes;
    bool isWhole = true; ///< nothing was left out
    QString fault{};
};

CleanDrawing cleaned(QByteArrayView bytes)
{
    constexpr int deepest = 200; // elements in elements, which are painted by recursion
    CleanDrawing clean;
    QXmlStreamReader reader(QByteArray::fromRawData(bytes.data(), bytes.size()));
    reader.setEntityExpansionLimit(0);
    QXmlStreamWriter writer(&clean.bytes);
    int elements = 0;
    int uses = 0;
    int depth = 0;
    while (!reader.atEnd() && clean.fault.isEmpty()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (isForeign(reader)) {
                clean.isWhole = false;
                reader.skipCurrentElement();
                continue;
            }
            uses += int(reader.name() == u"use");
            if (++elements > mostDrawn || uses > mostUses || ++depth > deepest)
                clean.fault = translated(QT_TRANSLATE_NOOP("ReadImage", "The drawing has too many parts to be painted safely."));
            break;
        case QXmlStreamReader::EndElement:
            --depth;
            break;
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::ProcessingInstruction:
        case QXmlStreamReader::Invalid:
        case QXmlStreamReader::EntityReference:
            continue;
        default:
            break;
        }
        writer.writeCurrentToken(reader);
    }
    if (clean.fault.isEmpty() && reader.hasError())
        clean.fault =
            translated(QT_TRANSLATE_NOOP("ReadImage", "The bytes begin like an SVG drawing, but cannot be read as one: line %1: %2"))
                .arg(QLocale().toString(reader.lineNumber()), reader.errorString());
    return clean;
}

} // namespace

ReadImage paintDrawing(QByteArrayView bytes)
{
    constexpr int leastSide = 1024; // pixels of the longer side, to be sharp when it is looked at closely
    constexpr int mostSide = 4096;
    ReadImage read;
    if (bytes.size() > longestDrawing) {
        read.fault = translated(QT_TRANSLATE_NOOP("ReadImage", "The drawing is longer than %1, and is not painted."))
                         .arg(QLocale().formattedDataSize(longestDrawing));
        return read;
    }
    const CleanDrawing clean = cleaned(bytes);
    read.fault = clean.fault;
    if (!clean.isWhole)
        read.omission =
            translated(QT_TRANSLATE_NOOP("ReadImage", "Shown without its scripts and without what it would fetch from elsewhere."));
    if (!read.fault.isEmpty())
        return read;
    QSvgRenderer renderer(clean.bytes);
    read.size = renderer.defaultSize();
    if (!renderer.isValid() || read.size.isEmpty()) {
        read.fault = translated(QT_TRANSLATE_NOOP("ReadImage", "The drawing has nothing to paint."));
        return read;
    }
    const int longer = std::max(read.size.width(), read.size.height());
    const double scale = double(std::clamp(longer, leastSide, mostSide)) / longer;
    const QSize painted = (QSizeF(read.size) * scale).toSize().expandedTo({1, 1});
    read.image = QImage(painted, QImage::Format_ARGB32_Premultiplied);
    read.image.fill(Qt::transparent);
    QPainter painter(&read.image);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(&painter);
    return read;
}
