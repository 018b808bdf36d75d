#pragma once

#include "app/values/valuechain.h"

#include <QByteArray>
#include <QHash>
#include <QObject>

#include <optional>
#include <utility>

class KeySettings;

/// The ways to see a value.
enum class ValueForm : quint8 { Text, Hex, Formatted, Tree, Table, Image, Changes };

/// How a person wants the values of a server to be read: for one key while the program runs, for the keys that fit a pattern for ever. And
/// which form of a value was chosen last.
class ReadingChoices : public QObject
{
    Q_OBJECT

public:
    /// `settings` must outlive it.
    explicit ReadingChoices(KeySettings *settings, QObject *parent = nullptr);

    /// Whose values: what wrote them, what its keys are parted by, and for what is kept of it, its place. See KeySettings.
    void setServer(const QString &place, ClientLibrary library, const QByteArray &delimiters);
    [[nodiscard]] ClientLibrary library() const { return m_library; }

    /// What holds for a key.
    struct Choice
    {
        ChosenSteps steps{}; ///< with their reasons
        QString pattern{};   ///< by which it was remembered; empty: it is for this key only

        [[nodiscard]] bool isEmpty() const { return !steps.compression && !steps.envelope && !steps.serialization; }
    };
    [[nodiscard]] Choice choiceFor(const QByteArray &key) const;
    /// The steps that are chosen for it now, also if those are none.
    void choose(const QByteArray &key, const ChosenSteps &steps);
    /// What is chosen for `key` holds for all that fit the pattern.
    void remember(const QString &pattern, const QByteArray &key);
    void forget(const QString &pattern);
    /// A pattern for the keys that are like this one.
    [[nodiscard]] QString patternFor(const QByteArray &key) const;

    /// Decoders that the person set up in this program.
    [[nodiscard]] QList<OwnDecoder> ownDecoders() const;

    [[nodiscard]] std::optional<ValueForm> formFor(Serialization serialization) const;
    void setFormFor(Serialization serialization, ValueForm form) { m_forms.insert(int(serialization), form); }

    /// Keys that something is chosen for while the program runs.
    static constexpr qsizetype mostKeys = 1000;

signals:
    /// Values have to be read again.
    void changed();
    /// The person wants to set up decoders of their own.
    void setUpRequested();

private:
    void complete(ChosenSteps &steps) const;

    using Place = std::pair<QString, QByteArray>;

    KeySettings *m_settings;
    QString m_place;
    QByteArray m_delimiters;
    ClientLibrary m_library = ClientLibrary::Unknown;
    QHash<Place, ChosenSteps> m_chosen;
    QHash<int, ValueForm> m_forms; ///< by Serialization
};
