#include "ui/keysettings.h"

#include "app/values/owndecoderlist.h"
#include "connection/protocol/command.h"

#include <QHash>
#include <QSettings>

#include <algorithm>

namespace {

constexpr qsizetype mostKeyPlaces = 50;
constexpr qsizetype mostKeyFilters = 100;
constexpr qsizetype mostDelimiters = 100;

QString keyGroup(const QString &place)
{
    return QStringLiteral("keys/%1/").arg(QString::fromLatin1(place.toUtf8().toPercentEncoding()));
}

/// What stands in a file may be anything.
QList<QByteArray> readKeys(const QStringList &words, qsizetype most)
{
    QList<QByteArray> keys;
    for (const QString &word : words) {
        const QByteArray key = QByteArray::fromBase64(word.toLatin1());
        if (keys.size() < most && !key.isEmpty() && key.size() <= Command::longestKey && !keys.contains(key))
            keys.append(key);
    }
    return keys;
}

QStringList writtenKeys(const QList<QByteArray> &keys, qsizetype most)
{
    QStringList words;
    const QList<QByteArray> kept = keys.first(std::min(keys.size(), most));
    for (const QByteArray &key : kept)
        words.append(QString::fromLatin1(key.toBase64()));
    return words;
}

} // namespace

KeySettings::KeySettings(QSettings *settings)
    : m_settings(settings)
{
}

KeptKeys KeySettings::keptKeys(const QString &place) const
{
    const QString group = keyGroup(place);
    return {.pinned = readKeys(m_settings->value(group + QLatin1String("pinned")).toStringList(), KeptKeys::mostPinned),
            .recent = readKeys(m_settings->value(group + QLatin1String("recent")).toStringList(), KeptKeys::mostRecent)};
}

void KeySettings::setKeptKeys(const QString &place, const KeptKeys &keys)
{
    const QString group = keyGroup(place);
    const auto keep = [this, &group](const char *name, const QStringList &words) {
        if (words.isEmpty())
            m_settings->remove(group + QLatin1String(name));
        else
            m_settings->setValue(group + QLatin1String(name), words);
    };
    keep("pinned", writtenKeys(keys.pinned, KeptKeys::mostPinned));
    keep("recent", writtenKeys(keys.recent, KeptKeys::mostRecent));
    notePlace(place);
}

void KeySettings::notePlace(const QString &place)
{
    QStringList places = m_settings->value(QStringLiteral("keys/places")).toStringList();
    places.removeAll(place);
    places.prepend(place);
    while (places.size() > mostKeyPlaces)
        m_settings->remove(keyGroup(places.takeLast()).chopped(1));
    m_settings->setValue(QStringLiteral("keys/places"), places);
}

QStringList KeySettings::keyFilters() const
{
    return m_settings->value(QStringLiteral("keys/filters")).toStringList();
}

void KeySettings::setKeyFilters(const QStringList &filters)
{
    m_settings->setValue(QStringLiteral("keys/filters"), filters.mid(std::max<qsizetype>(0, filters.size() - mostKeyFilters)));
}

QList<SavedFilter> KeySettings::savedFilters() const
{
    // A name and a filter by turns.
    const QStringList kept = m_settings->value(QStringLiteral("keys/savedFilters")).toStringList();
    QList<SavedFilter> filters;
    for (qsizetype i = 0; i + 1 < kept.size() && filters.size() < mostSavedFilters; i += 2)
        filters.append({kept[i], kept[i + 1]});
    return filters;
}

void KeySettings::setSavedFilters(const QList<SavedFilter> &filters)
{
    QStringList kept;
    for (qsizetype i = 0; i < std::min(filters.size(), mostSavedFilters); ++i)
        kept << filters[i].name << filters[i].text;
    m_settings->setValue(QStringLiteral("keys/savedFilters"), kept);
}

std::optional<QByteArray> KeySettings::keyDelimiters(const QString &place) const
{
    // A place and its delimiters by turns, the latest first.
    const QStringList kept = m_settings->value(QStringLiteral("keys/delimiters")).toStringList();
    for (qsizetype i = 0; i + 1 < kept.size(); i += 2) {
        if (kept[i] == place)
            return kept[i + 1].toLatin1();
    }
    return {};
}

void KeySettings::setKeyDelimiters(const QString &place, const QByteArray &delimiters)
{
    forgetKeyDelimiters(place);
    QStringList kept = m_settings->value(QStringLiteral("keys/delimiters")).toStringList();
    kept = QStringList{place, QString::fromLatin1(delimiters)} + kept;
    m_settings->setValue(QStringLiteral("keys/delimiters"), kept.mid(0, 2 * mostDelimiters));
}

void KeySettings::forgetKeyDelimiters(const QString &place)
{
    QStringList kept = m_settings->value(QStringLiteral("keys/delimiters")).toStringList();
    for (qsizetype i = 0; i + 1 < kept.size(); i += 2) {
        if (kept[i] == place) {
            kept.remove(i, 2);
            m_settings->setValue(QStringLiteral("keys/delimiters"), kept);
            return;
        }
    }
}

QList<RememberedSteps> KeySettings::rememberedSteps(const QString &place) const
{
    // A pattern, a compression and a serialization by turns; the envelopes, which came later, beside them in the same order.
    const QStringList kept = m_settings->value(keyGroup(place) + QLatin1String("steps")).toStringList();
    const QStringList envelopes = m_settings->value(keyGroup(place) + QLatin1String("envelopes")).toStringList();
    QList<RememberedSteps> remembered;
    for (qsizetype i = 0; i + 2 < kept.size() && remembered.size() < mostRememberedSteps; i += 3)
        remembered.append({kept[i], {kept[i + 1], kept[i + 2], envelopes.value(i / 3)}});
    return remembered;
}

void KeySettings::setRememberedSteps(const QString &place, const QList<RememberedSteps> &remembered)
{
    const QString name = keyGroup(place) + QLatin1String("steps");
    const QString envelopesName = keyGroup(place) + QLatin1String("envelopes");
    if (remembered.isEmpty()) {
        m_settings->remove(name);
        m_settings->remove(envelopesName);
        return;
    }
    QStringList kept;
    QStringList envelopes;
    const QList<RememberedSteps> some = remembered.first(std::min(remembered.size(), mostRememberedSteps));
    for (const RememberedSteps &one : some) {
        kept << one.pattern << one.steps.compression << one.steps.serialization;
        envelopes << one.steps.envelope;
    }
    m_settings->setValue(name, kept);
    m_settings->setValue(envelopesName, envelopes);
    notePlace(place);
}

QList<KeptReading> KeySettings::keptReadings() const
{
    QList<KeptReading> readings;
    const QStringList places = m_settings->value(QStringLiteral("keys/places")).toStringList();
    for (const QString &place : places) {
        const QList<RememberedSteps> remembered = rememberedSteps(place);
        for (const RememberedSteps &one : remembered)
            readings.append({place, one});
    }
    return readings;
}

void KeySettings::setKeptReadings(const QList<KeptReading> &readings)
{
    const QList<KeptReading> before = keptReadings();
    if (readings == before)
        return;
    QHash<QString, QList<RememberedSteps>> kept;
    for (const KeptReading &reading : before)
        kept.insert(reading.place, {});
    for (const KeptReading &reading : readings)
        kept[reading.place].append(reading.remembered);
    for (auto place = kept.cbegin(); place != kept.cend(); ++place)
        setRememberedSteps(place.key(), place.value());
}

QList<OwnDecoder> KeySettings::ownDecoders() const
{
    return ownDecodersOf(m_settings->value(QStringLiteral("values/decoders")).toByteArray());
}

void KeySettings::setOwnDecoders(const QList<OwnDecoder> &decoders)
{
    if (decoders.isEmpty())
        m_settings->remove(QStringLiteral("values/decoders"));
    else
        m_settings->setValue(QStringLiteral("values/decoders"), ownDecodersText(decoders));
}

std::chrono::minutes KeySettings::refreshInterval(const QString &place) const
{
    const std::chrono::minutes kept(m_settings->value(keyGroup(place) + QLatin1String("refresh")).toInt());
    return std::clamp(kept, std::chrono::minutes(0), longestRefreshInterval);
}

void KeySettings::setRefreshInterval(const QString &place, std::chrono::minutes interval)
{
    const QString name = keyGroup(place) + QLatin1String("refresh");
    if (interval.count() <= 0) {
        m_settings->remove(name);
        return;
    }
    m_settings->setValue(name, int(interval.count()));
    notePlace(place);
}

std::optional<qint64> KeySettings::undoLimit() const
{
    bool ok = false;
    const qint64 bytes = m_settings->value(QStringLiteral("keys/undoLimit")).toLongLong(&ok);
    return ok ? std::optional(std::max(bytes, leastUndoLimit)) : std::nullopt;
}

void KeySettings::setUndoLimit(qint64 bytes)
{
    m_settings->setValue(QStringLiteral("keys/undoLimit"), bytes);
}
