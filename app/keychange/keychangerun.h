#pragma once

#include "app/keychange/keychange.h"
#include "app/keychange/keyrun.h"
#include "app/keychange/undojournal.h"

/// Deletes many keys of a listing, or sets when they expire.
/// A deletion is guarded by the CAS that the listing tells, so that a key that was rewritten since survives. TOUCH knows no CAS: before it
/// each key is looked at, and one that was rewritten is left out; what happens between the look and the TOUCH, some milliseconds, is not
/// seen. A key without a CAS in the listing is left out or taken unguarded.
class KeyChangeRun : public KeyRun
{
    Q_OBJECT

public:
    enum class Undo {
        None,          ///< nothing is kept
        WhatFits,      ///< what has no room any more, or cannot be read, is changed all the same
        StopsWhenFull, ///< and what cannot be read is left as it is
    };
    enum class Unguarded { Skipped, Taken };
    enum class Recheck {
        Before, ///< each key is looked at
        None,   ///< a TTL is set without a look, also of what was rewritten; a server that cannot be looked at leaves no choice
    };
    struct Options
    {
        int perSecond = 0; ///< 0: no limit
        Undo undo = Undo::WhatFits;
        Unguarded unguarded = Unguarded::Skipped;
        Recheck recheck = Recheck::Before;
    };

    /// `journal` outlives it; it may be null where nothing is kept.
    KeyChangeRun(Connection *connection, UndoJournal *journal, const RunKeys &keys, const KeyChange &change, const Options &options,
                 QObject *parent = nullptr);
    ~KeyChangeRun() override;

    /// Why nothing can be told of the keys of `listing` by their CAS, in a sentence with what to do; empty: it can, or nothing speaks
    /// against it. They were given by a process that is not the one any more that `connection` leads to.
    [[nodiscard]] static QString doubt(const KeyListing &listing, const Connection &connection);

    [[nodiscard]] const KeyChange &change() const { return m_change; }
    /// Whether it ended because no more could be kept for undo.
    [[nodiscard]] bool ranOutOfRoom() const { return m_ranOutOfRoom; }
    /// Keys that can be put back.
    [[nodiscard]] int keptCount() const { return m_step ? m_step->kept : 0; }

protected:
    [[nodiscard]] Error objection() const override;
    [[nodiscard]] qint64 bytesOf(int position) const override;
    [[nodiscard]] std::optional<Candidate> judge(int position, PeekedItem &&item) override;
    [[nodiscard]] bool compose(const Candidate &candidate, Command &command) override;
    void noteEnd(const Candidate &candidate, KeyOutcome outcome) override;
    void wrapUp() override;

private:
    [[nodiscard]] static Look lookFor(const KeyChange &change, const Options &options);
    [[nodiscard]] KeyListing::Place placeOf(int position) const;
    [[nodiscard]] std::optional<Candidate> judgeUnreadable(int position, const QString &reason);
    [[nodiscard]] bool keep(Candidate &candidate, const KeyListing::Place &place, PeekedItem &&item);

    UndoJournal *m_journal;
    KeyChange m_change;
    Options m_options;
    std::shared_ptr<UndoStep> m_step;
    bool m_ranOutOfRoom = false;
};
