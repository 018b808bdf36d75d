#include "app/keyspace/keyfilternumber.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace {

struct Unit
{
    QLatin1String name;
    quint64 factor;
};
constexpr Unit sizeUnits[] = {
    {QLatin1String("kb"), 1024}, {QLatin1String("mb"), 1024 * 1024}, {QLatin1String("gb"), 1024 * 1024 * 1024},
    {QLatin1String("k"), 1024},  {QLatin1String("m"), 1024 * 1024},  {QLatin1String("g"), 1024 * 1024 * 1024},
    {QLatin1String("b"), 1},
};
constexpr Unit timeUnits[] = {
    {QLatin1String("s"), 1},      {QLatin1String("m"), 60},      {QLatin1String("h"), 3'600},
    {QLatin1String("d"), 86'400}, {QLatin1String("w"), 604'800},
};

bool isDigit(QChar character)
{
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

/// Digits with up to one point between them.
bool isDecimal(QStringView text)
{
    return !text.isEmpty() && isDigit(text.front()) && isDigit(text.back()) && text.count(QLatin1Char('.')) <= 1
        && std::ranges::all_of(text, [](QChar character) { return isDigit(character) || character == QLatin1Char('.'); });
}

template <size_t count> std::optional<quint64> readWithUnit(QStringView text, const Unit (&units)[count])
{
    quint64 factor = 1;
    for (const Unit &unit : units) {
        if (text.endsWith(unit.name, Qt::CaseInsensitive)) {
            factor = unit.factor;
            text.chop(unit.name.size());
            break;
        }
    }
    if (!isDecimal(text))
        return {};
    const double number = text.toDouble() * double(factor);
    constexpr double most = 9e15; // up to where a double tells every whole number
    return number <= most ? std::optional(quint64(number + 0.5)) : std::nullopt;
}

std::optional<quint64> readPlain(QStringView text, quint64 most)
{
    if (!std::ranges::all_of(text, isDigit))
        return {};
    bool good = false;
    const quint64 number = text.toULongLong(&good);
    return good && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<quint64> readFlags(QStringView text)
{
    constexpr quint64 most = std::numeric_limits<quint32>::max();
    if (!text.startsWith(QLatin1String("0x"), Qt::CaseInsensitive))
        return readPlain(text, most);
    bool good = false;
    const quint64 number = text.sliced(2).toULongLong(&good, 16);
    return good && number <= most && text.size() <= 10 ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<quint64> readFilterNumber(KeyTerm::Kind kind, QStringView text)
{
    switch (kind) {
    case KeyTerm::Kind::Size:
        return readWithUnit(text, sizeUnits);
    case KeyTerm::Kind::Ttl:
    case KeyTerm::Kind::Idle:
        return readWithUnit(text, timeUnits);
    case KeyTerm::Kind::SlabClass:
        return readPlain(text, 63);
    case KeyTerm::Kind::Flags:
        return readFlags(text);
    default:
        return readPlain(text, std::numeric_limits<quint64>::max());
    }
}

QString expectedFilterNumber(KeyTerm::Kind kind, QStringView text)
{
    const QString found = text.isEmpty() ? QCoreApplication::translate("KeyFilterNumber", "there is nothing")
                                         : QCoreApplication::translate("KeyFilterNumber", "it is “%1”").arg(text);
    switch (kind) {
    case KeyTerm::Kind::Size:
        return QCoreApplication::translate("KeyFilterNumber", "A size is expected here, such as 512, 10k or 1.5m; %1.").arg(found);
    case KeyTerm::Kind::Ttl:
    case KeyTerm::Kind::Idle:
        return QCoreApplication::translate("KeyFilterNumber", "A time is expected here, such as 30s, 5m, 2h, 7d or 1w; %1.").arg(found);
    case KeyTerm::Kind::SlabClass:
        return QCoreApplication::translate("KeyFilterNumber", "A slab class is expected here, from 0 to 63; %1.").arg(found);
    case KeyTerm::Kind::Flags:
        return QCoreApplication::translate("KeyFilterNumber", "Flags are expected here, such as 5 or 0x10; %1.").arg(found);
    default:
        return QCoreApplication::translate("KeyFilterNumber", "A number is expected here; %1.").arg(found);
    }
}
