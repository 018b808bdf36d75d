#pragma once

#include "app/keychange/keyrun.h"
#include "app/keychange/undojournal.h"

#include <QHash>

#include <unordered_map>

/// One item as an undo has left it.
struct UndoneItem
{
    QByteArray key{};
    qint64 size = 0;    ///< bytes of its value
    qint64 expiry = -1; ///< seconds since the epoch by the server's clock, or ListedKey::never
    quint64 cas = 0;    ///< 0: the server has none
    quint32 flags = 0;
    UndoEntry::Way way = UndoEntry::Way::PutBack; ///< how it became so; of one that was removed nothing else is told
};

/// Puts back what the latest step of an undo journal has changed. What was deleted is added with its flags and what is left of its TTL,
/// which never overwrites what somebody has written since; what was stored instead is overwritten or removed by the CAS that it got, and
/// keeps the TTL that it has by then where the change left that alone. A TTL is put back where the key is still the same and has the TTL
/// that it was given; as with KeyChangeRun, what happens between the look and the TOUCH is not seen. The CAS that an item gets by this is
/// that of the change before it from then on, so that several changes of one key can be taken back one by one.
class UndoRun : public KeyRun
{
    Q_OBJECT

public:
    /// There is something to undo. `journal` outlives it.
    UndoRun(Connection *connection, UndoJournal *journal, int perSecond, QObject *parent = nullptr);
    ~UndoRun() override;

    [[nodiscard]] UndoStep::Kind kind() const { return m_step->kind; }

    /// Of more, each single one is not told: a list takes up to 1.5 ms for each of them.
    static constexpr int mostTold = 25;
    /// What was put back, stored anew or removed, of a step of at most mostTold; none of those that were given their former TTL.
    [[nodiscard]] const std::vector<UndoneItem> &items() const { return m_items; }

protected:
    [[nodiscard]] bool prepare(const QDeadlineTimer &deadline) override;
    [[nodiscard]] Error objection() const override;
    [[nodiscard]] std::optional<Candidate> judge(int position, PeekedItem &&item) override;
    [[nodiscard]] bool goesUnseen() const override { return m_step->kind != UndoStep::Kind::SetTtl; }
    [[nodiscard]] bool isHeldBack(int position) const override;
    [[nodiscard]] bool compose(const Candidate &candidate, Command &command) override;
    void noteEnd(const Candidate &candidate, KeyOutcome outcome) override;
    void wrapUp() override;

private:
    UndoRun(Connection *connection, UndoJournal *journal, const std::shared_ptr<UndoStep> &step, int perSecond, QObject *parent);
    [[nodiscard]] static Look lookFor(const UndoStep &step);
    [[nodiscard]] bool prepareNames(const QDeadlineTimer &deadline);
    [[nodiscard]] bool findOlder(const QDeadlineTimer &deadline);
    void closeNames();
    [[nodiscard]] std::optional<Candidate> judgeTtl(int position, const PeekedItem &item);
    [[nodiscard]] std::optional<Candidate> judgeStored(int position, const PeekedItem &item);
    [[nodiscard]] std::optional<Candidate> leave(int position, KeyOutcome outcome);
    void handOn(int position, quint64 cas);
    [[nodiscard]] bool isOver(const UndoEntry &entry) const;
    [[nodiscard]] const UndoEntry &entryAt(int position) const { return m_step->entries[size_t(m_entries[size_t(position)])]; }
    [[nodiscard]] bool follows(int position) const;
    [[nodiscard]] bool isTold() const { return m_entries.size() <= size_t(mostTold); }
    void tell(const Candidate &candidate);

    UndoJournal *m_journal;
    std::shared_ptr<UndoStep> m_step;
    std::vector<int> m_entries; ///< of the step, position by position
    KeyListing m_listing;       ///< the keys that are made ready
    KeySegment m_names;         ///< those behind them
    size_t m_prepared = 0;      ///< entries of the step
    /// An entry of a step before this one, of the same key.
    struct OlderEntry
    {
        std::shared_ptr<UndoStep> step;
        size_t number = 0;
    };
    std::optional<std::vector<std::shared_ptr<UndoStep>>> m_stepsBefore; ///< none: not asked for yet
    size_t m_searched = 0;                                               ///< entries of the last of them
    QHash<QByteArray, int> m_positions;                                  ///< of the keys, while those are searched
    std::unordered_multimap<int, OlderEntry> m_older;                    ///< by position
    std::vector<UndoneItem> m_items;
    bool m_hasFailed = false;
};
