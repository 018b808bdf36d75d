#pragma once

#include "app/keychange/keyrun.h"
#include "app/keychange/undojournal.h"

#include <QHash>

#include <unordered_map>

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
    bool m_hasFailed = false;
};
