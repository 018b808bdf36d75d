#pragma once

#include "app/values/chosenwords.h"
#include "app/values/owndecoder.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <chrono>
#include <optional>

class QSettings;

/// Keys of one server that a person comes back to; the latest first.
struct KeptKeys
{
    static constexpr qsizetype mostPinned = 50;
    static constexpr qsizetype mostRecent = 20;

    QList<QByteArray> pinned{};
    QList<QByteArray> recent{};

    bool operator==(const KeptKeys &) const = default;
};

/// A filter of keys that a person gave a name.
struct SavedFilter
{
    QString name;
    QString text;

    bool operator==(const SavedFilter &) const = default;
};

/// How the values of keys that fit a pattern are read, where a person said so.
struct RememberedSteps
{
    QString pattern; ///< see keyPattern()
    ChosenWords steps;

    bool operator==(const RememberedSteps &) const = default;
};

/// One of them with its server.
struct KeptReading
{
    QString place;
    RememberedSteps remembered;

    bool operator==(const KeptReading &) const = default;
};

/// What is remembered of the keys of servers: which a person comes back to, filters, how they are looked at and changed. A server is told
/// by its place: its address, or the id of its profile.
class KeySettings
{
public:
    /// `settings` outlives it.
    explicit KeySettings(QSettings *settings);

    /// Keys of the server at `place` that were pinned, or gone to, the latest first. Bounded, and so is the number of places that any are
    /// kept for.
    [[nodiscard]] KeptKeys keptKeys(const QString &place) const;
    void setKeptKeys(const QString &place, const KeptKeys &keys);

    /// Filters of keys that were used, the latest last.
    [[nodiscard]] QStringList keyFilters() const;
    void setKeyFilters(const QStringList &filters);
    /// Filters of keys that were given a name, in their order.
    [[nodiscard]] QList<SavedFilter> savedFilters() const;
    void setSavedFilters(const QList<SavedFilter> &filters);
    static constexpr qsizetype mostSavedFilters = 200;

    /// What the keys of a server are parted into folders by, where a person chose something else than its profile says.
    [[nodiscard]] std::optional<QByteArray> keyDelimiters(const QString &place) const;
    void setKeyDelimiters(const QString &place, const QByteArray &delimiters);
    void forgetKeyDelimiters(const QString &place);

    /// How values of the server at `place` are read; the first pattern that a key fits counts.
    [[nodiscard]] QList<RememberedSteps> rememberedSteps(const QString &place) const;
    void setRememberedSteps(const QString &place, const QList<RememberedSteps> &remembered);
    static constexpr qsizetype mostRememberedSteps = 100;

    /// The same of all servers that anything is remembered for.
    [[nodiscard]] QList<KeptReading> keptReadings() const;
    /// Forgets all others.
    void setKeptReadings(const QList<KeptReading> &readings);
    /// Decoders that a person set up in this program.
    [[nodiscard]] QList<OwnDecoder> ownDecoders() const;
    void setOwnDecoders(const QList<OwnDecoder> &decoders);

    /// How often the keys of a server that were listed are listed anew by themselves; 0: they are not.
    [[nodiscard]] std::chrono::minutes refreshInterval(const QString &place) const;
    void setRefreshInterval(const QString &place, std::chrono::minutes interval);
    static constexpr std::chrono::minutes longestRefreshInterval{24 * 60};

    /// Bytes that are kept at most of keys that were changed, so that they can be put back; none: nobody has chosen.
    [[nodiscard]] std::optional<qint64> undoLimit() const;
    void setUndoLimit(qint64 bytes);
    static constexpr qint64 leastUndoLimit = 1024 * 1024;

private:
    void notePlace(const QString &place);

    QSettings *m_settings;
};
