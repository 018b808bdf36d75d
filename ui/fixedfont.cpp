#include "ui/fixedfont.h"

#include <QApplication>
#include <QFontDatabase>

namespace {

/// The widgets that show nothing else; the first stands for all.
constexpr const char *widgetsWithIt[] = {"HexView",       "ScriptEditor",    "CommandField",   "LongText",
                                         "ConnectionLog", "StatisticsTable", "StructuredArea", "ValueTextEdit"};

} // namespace

QFont fixedFont()
{
    return QApplication::font(widgetsWithIt[0]);
}

QFont systemFixedFont()
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

void applyFixedFont(const QString &family, int points)
{
    QFont font = systemFixedFont();
    if (!family.isEmpty())
        font.setFamilies({family, font.family()});
    if (points > 0)
        font.setPointSize(points);
    font.setStyleHint(QFont::Monospace);
    for (const char *widget : widgetsWithIt)
        QApplication::setFont(font, widget);
}
