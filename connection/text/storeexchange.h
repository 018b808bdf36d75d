#pragma once

#include "connection/text/textexchange.h"

#include <optional>

/// What `ms` stores.
struct MetaStore
{
    enum class Mode { Set, Add, Replace, Append, Prepend };

    QByteArray key{};
    QByteArray value{};
    quint32 flags = 0;
    qint32 expiry = 0; ///< as in `set`: 0 never, up to 30 days in seconds from now, above a time since the epoch, below 0 gone at once
    std::optional<quint64> cas{}; ///< only if the item has this CAS
    Mode mode = Mode::Set;
};

/// What became of it.
enum class StoreOutcome {
    Stored,
    NotStored, ///< there is such an item (Add), or none (Replace, Append, Prepend)
    Exists,    ///< the item has another CAS
    NotFound,  ///< there is no item whose CAS could be compared
};

/// One `ms`. It is sent only where it is sure to be understood: a server that did not would take the value's lines for commands.
class StoreExchange : public TextExchange
{
public:
    explicit StoreExchange(const MetaStore &store)
        : m_store(store)
    {
    }

    [[nodiscard]] Error objection(const QByteArray &version) const override;
    [[nodiscard]] QByteArray nextPortion() override;
    [[nodiscard]] qsizetype take(QByteArrayView bytes) override;
    /// Meaningful once finished without an error.
    [[nodiscard]] StoreOutcome outcome() const { return m_outcome; }
    /// Of the item that was stored; 0: the server does not tell.
    [[nodiscard]] quint64 cas() const { return m_cas; }

private:
    [[nodiscard]] QByteArray command() const;
    void takeLine(QByteArrayView line);

    MetaStore m_store;
    StoreOutcome m_outcome = StoreOutcome::NotStored;
    quint64 m_cas = 0;
    qsizetype m_valueWritten = -1; ///< bytes; -1: nor was the command
};
