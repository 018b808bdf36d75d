#include "ui/iconengine.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

IconEngine::IconEngine(const QString &name, Tone tone)
    : m_name(name)
    , m_tone(tone)
{
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    QPixmap picture = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
    picture.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), picture);
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    if (size.isEmpty())
        return {};
    const QColor lines = color(mode);
    const QString cacheKey = QStringLiteral("slabscope-icon %1 %2 %3x%4").arg(m_name, lines.name()).arg(size.width()).arg(size.height());
    QPixmap picture;
    if (QPixmapCache::find(cacheKey, &picture))
        return picture;
    picture = QPixmap(size);
    picture.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
    if (file.open(QIODevice::ReadOnly)) {
        QSvgRenderer renderer(file.readAll().replace("currentColor", lines.name().toLatin1()));
        QPainter painter(&picture);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(&painter);
    }
    QPixmapCache::insert(cacheKey, picture);
    return picture;
}

QIconEngine *IconEngine::clone() const
{
    return new IconEngine(m_name, m_tone);
}

QString IconEngine::key() const
{
    return QStringLiteral("slabscope");
}

QColor IconEngine::color(QIcon::Mode mode) const
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    return toneColor(m_tone, palette);
}

QIcon themedIcon(const QString &name, Tone tone)
{
    return QIcon(new IconEngine(name, tone));
}
