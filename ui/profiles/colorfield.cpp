#include "ui/profiles/colorfield.h"

#include <QColorDialog>
#include <QPainter>

#include <array>

namespace {

struct NamedColor
{
    const char *name;
    const char *color;
};

/// Wide apart in hue, or in lightness where hues are near; each can be seen on a light and on a dark ground.
constexpr std::array namedColors{
    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Red"), "#d6372c"},      NamedColor{QT_TRANSLATE_NOOP("ColorField", "Orange"), "#e8761a"},
    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Amber"), "#c79a00"},    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Lime"), "#7aa61a"},
    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Green"), "#2c9147"},    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Teal"), "#0f8f86"},
    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Sky blue"), "#2f9fd6"}, NamedColor{QT_TRANSLATE_NOOP("ColorField", "Blue"), "#2f65d0"},
    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Violet"), "#7a52cc"},   NamedColor{QT_TRANSLATE_NOOP("ColorField", "Magenta"), "#c23fa8"},
    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Brown"), "#93633a"},    NamedColor{QT_TRANSLATE_NOOP("ColorField", "Grey"), "#7a828c"},
};

/// Behind the environment's and the named ones stands what a person chose freely, if anything, and then the way to it.
constexpr int ownIndex = int(namedColors.size()) + 1;

} // namespace

ColorField::ColorField(QWidget *parent)
    : QComboBox(parent)
{
    const int side = fontMetrics().height();
    setIconSize({side, side});
    addColor(0, tr("That of the environment"), {});
    for (const NamedColor &each : namedColors)
        addColor(count(), tr(each.name), QLatin1String(each.color));
    addItem(tr("Another…"));
    setMaxVisibleItems(count() + 1);
    connect(this, &QComboBox::activated, this, &ColorField::choose);
}

QString ColorField::color() const
{
    return m_color;
}

void ColorField::setColor(const QString &color)
{
    int index = 0;
    while (index < ownIndex && itemData(index).toString().compare(color, Qt::CaseInsensitive) != 0)
        ++index;
    if (count() > ownIndex + 1)
        removeItem(ownIndex);
    if (index == ownIndex)
        addColor(ownIndex, color, color);
    setCurrentIndex(index);
    if (m_color == color)
        return;
    m_color = color;
    emit colorChanged();
}

void ColorField::choose(int index)
{
    if (index < count() - 1) {
        setColor(itemData(index).toString());
        return;
    }
    setColor(m_color); // until another is chosen
    askForColor();
}

void ColorField::askForColor()
{
    auto *dialog = new QColorDialog(m_color.isEmpty() ? QColor(QLatin1String(namedColors.front().color)) : QColor(m_color), this);
    dialog->setObjectName(QStringLiteral("profileColorDialog"));
    dialog->setWindowTitle(tr("Colour of the profile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &color) { setColor(color.name()); });
    dialog->open();
}

void ColorField::addColor(int index, const QString &name, const QString &color)
{
    insertItem(index, swatch(color), name, color);
}

QIcon ColorField::swatch(const QString &color) const
{
    QPixmap pixmap(iconSize() * devicePixelRatio());
    pixmap.setDevicePixelRatio(devicePixelRatio());
    pixmap.fill(Qt::transparent);
    if (!color.isEmpty()) {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(color));
        const QRectF all({}, QSizeF(iconSize()));
        painter.drawRoundedRect(all.adjusted(1, 1, -1, -1), 3, 3);
    }
    return QIcon(pixmap);
}
