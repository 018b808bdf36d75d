#include "ui/values/datainspector.h"

#include "app/commands/readabletext.h"
#include "ui/escapedtext.h"

#include <QDateTime>
#include <QLocale>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <type_traits>

namespace {

/// The reading of one place.
class Inspection
{
public:
    Inspection(QByteArrayView bytes, qsizetype offset)
        : m_rest(offset >= 0 && offset < bytes.size() ? bytes.sliced(offset) : QByteArrayView())
    {
    }

    QList<InspectedRow> rows()
    {
        addByte();
        addNumbers<qint16, quint16>("int16", "uint16");
        addNumbers<qint32, quint32>("int32", "uint32");
        addNumbers<qint64, quint64>("int64", "uint64");
        addReal<quint32, float>(QStringLiteral("float"));
        addReal<quint64, double>(QStringLiteral("double"));
        addVarint();
        addTimes();
        addCharacter();
        return m_rows;
    }

private:
    static QString tr(const char *text) { return QCoreApplication::translate("DataInspector", text); }

    template <typename Number> [[nodiscard]] std::optional<Number> little() const
    {
        return m_rest.size() < qsizetype(sizeof(Number)) ? std::nullopt : std::optional<Number>(qFromLittleEndian<Number>(m_rest.data()));
    }
    template <typename Number> [[nodiscard]] std::optional<Number> big() const
    {
        return m_rest.size() < qsizetype(sizeof(Number)) ? std::nullopt : std::optional<Number>(qFromBigEndian<Number>(m_rest.data()));
    }

    template <typename Number> static QString text(const std::optional<Number> &number)
    {
        if (!number)
            return {};
        if constexpr (std::is_floating_point_v<Number>)
            return QString::number(*number, 'g', std::numeric_limits<Number>::max_digits10);
        else
            return QString::number(*number);
    }

    void addPlain(const QString &name, const QString &value) { m_rows.append({.name = name, .little = value, .hasOrder = false}); }

    void addByte()
    {
        const std::optional<quint8> byte = little<quint8>();
        addPlain(tr("Bits"), byte ? QStringLiteral("%1").arg(*byte, 8, 2, QLatin1Char('0')) : QString());
        addPlain(QStringLiteral("int8"), byte ? QString::number(qint8(*byte)) : QString());
        addPlain(QStringLiteral("uint8"), text(byte));
    }

    template <typename Signed, typename Unsigned> void addNumbers(const char *name, const char *unsignedName)
    {
        m_rows.append({QString::fromLatin1(name), text(little<Signed>()), text(big<Signed>())});
        m_rows.append({QString::fromLatin1(unsignedName), text(little<Unsigned>()), text(big<Unsigned>())});
    }

    template <typename Bits, typename Real> void addReal(const QString &name)
    {
        const auto real = [](const std::optional<Bits> &bits) {
            return bits ? std::optional<Real>(std::bit_cast<Real>(*bits)) : std::nullopt;
        };
        m_rows.append({name, text(real(little<Bits>())), text(real(big<Bits>()))});
    }

    /// As protobuf and others write it: seven bits a byte, the lowest first (protobuf.dev/programming-guides/encoding).
    void addVarint()
    {
        constexpr int longest = 10; // bytes
        quint64 value = 0;
        QString written;
        for (int i = 0; i < std::min<qsizetype>(longest, m_rest.size()); ++i) {
            const auto byte = uchar(m_rest[i]);
            value |= quint64(byte & 0x7f) << (7 * i);
            if ((byte & 0x80) == 0) {
                const bool fits = i < longest - 1 || byte <= 1;
                written = fits ? QStringLiteral("%1  (%2)").arg(QString::number(value), i == 0 ? tr("1 byte") : tr("%1 bytes").arg(i + 1))
                               : QString();
                break;
            }
        }
        addPlain(tr("varint"), written);
    }

    static QString timeText(std::optional<qint64> milliseconds)
    {
        constexpr qint64 mostYears = qint64(200'000) * 366 * 24 * 3600 * 1000; // what a calendar is of use for
        if (!milliseconds || *milliseconds > mostYears || *milliseconds < -mostYears)
            return {};
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(*milliseconds, Qt::UTC);
        const QString form = *milliseconds % 1000 == 0 ? QStringLiteral("yyyy-MM-dd HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz");
        return tr("%1 UTC\n%2 here").arg(time.toString(form), time.toLocalTime().toString(form));
    }

    template <typename Number, typename Meaning> void addTime(const QString &name, Meaning meaning)
    {
        const auto read = [&](const std::optional<Number> &number) { return number ? timeText(meaning(qint64(*number))) : QString(); };
        m_rows.append({name, read(little<Number>()), read(big<Number>())});
    }

    void addTimes()
    {
        addTime<quint32>(tr("Unix time, s"), [](qint64 seconds) { return std::optional(seconds * 1000); });
        addTime<qint64>(tr("Unix time, ms"), [](qint64 milliseconds) { return std::optional(milliseconds); });
        // 100 ns since the year 1, with the kind in the two highest bits (learn.microsoft.com, DateTime.ToBinary).
        addTime<qint64>(tr(".NET ticks"), [](qint64 ticks) {
            constexpr qint64 epoch = 621'355'968'000'000'000;
            constexpr qint64 last = 3'155'378'975'999'999'999; // of the year 9999
            const qint64 time = ticks & 0x3fff'ffff'ffff'ffff;
            return time <= last ? std::optional((time - epoch) / 10'000) : std::nullopt;
        });
    }

    void addCharacter()
    {
        const Utf8Step step = m_rest.isEmpty() ? Utf8Step{} : firstCodePoint(m_rest);
        const qsizetype length = !m_rest.isEmpty() && uchar(m_rest.front()) < 0x80 ? 1 : step.length;
        const uint codePoint = length == 1 ? uchar(m_rest.front()) : uint(step.codePoint);
        addPlain(tr("UTF-8 character"),
                 length == 0 ? QString()
                             : QStringLiteral("%1  U+%2")
                                   .arg(escapedText(m_rest.first(length)),
                                        QString::number(codePoint, 16).toUpper().rightJustified(4, QLatin1Char('0'))));
    }

    QByteArrayView m_rest;
    QList<InspectedRow> m_rows;
};

} // namespace

QList<InspectedRow> inspect(QByteArrayView bytes, qsizetype offset)
{
    return Inspection(bytes, offset).rows();
}
