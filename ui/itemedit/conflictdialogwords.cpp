// What a conflict's dialog says of the sides and of what will be stored; the rest of it is in conflictdialog.cpp.

#include "app/commands/readabletext.h"
#include "connection/connection.h"
#include "ui/elidedlabel.h"
#include "ui/itemedit/conflictdialog.h"
#include "ui/itemedit/conflictfacts.h"
#include "ui/itemedit/mergepane.h"
#include "ui/itemedit/savedttlfield.h"
#include "ui/values/diffview.h"

#include <QRadioButton>
#include <QTabBar>

QString ConflictDialog::title() const
{
    const QString key = shownBytes(m_edited.key);
    if (!m_theirs)
        return tr("“%1” was not saved: it was deleted, or has expired.").arg(key);
    if (!isTheirsThere() && choice() == Merge)
        return tr("“%1” was not saved: somebody had changed it, and that has expired meanwhile. What is merged will be stored anew.")
            .arg(key);
    if (!isTheirsThere())
        return tr("“%1” was not saved: somebody had changed it, and that has expired meanwhile.").arg(key);
    // A CAS tells nothing here: behind a restart it may be that of another item.
    if (m_mine.guard == ItemToStore::Guard::Absent && m_theirValue == m_edited.base && m_theirs->answer.flags == m_base.answer.flags)
        return tr("“%1” was not stored anew: it is there still, unchanged.").arg(key);
    return tr("“%1” was not saved: somebody has changed it since you looked at it.").arg(key);
}

/// Also where that becomes another while a merge goes on.
void ConflictDialog::sayWhatIsThere()
{
    setWindowTitle(isTheirsThere() ? tr("Changed by somebody else") : tr("Not there any more"));
    setTitle(title());
    showFacts();
    nameChoices();
}

void ConflictDialog::nameChoices()
{
    const bool isThere = isTheirsThere();
    m_buttons[GiveUp]->setText(isThere ? tr("Keep &what is on the server, and discard mine") : tr("&Let it go, and discard mine"));
    m_buttons[Store]->setText(isThere ? tr("&Overwrite it with mine, unless somebody changes it once more")
                                      : tr("&Store mine anew, unless somebody is faster"));
    m_buttons[Merge]->setText(tr("&Merge both"));
}

void ConflictDialog::nameSides()
{
    const QString theirs = isTheirsThere() || !m_theirs ? tr("On the server now") : tr("On the server before");
    const int sides = m_sides->currentIndex();
    m_diff->setTitles(sides == 0 ? theirs : tr("What you started from"), sides == 2 ? theirs : tr("Yours"));
}

void ConflictDialog::showFacts()
{
    m_facts->setFacts(
        ConflictFacts::Side::Base,
        {.size = m_edited.base.size(), .flags = m_base.answer.flags, .expiry = m_mine.expiry, .cas = m_base.answer.cas.value_or(0)});
    ConflictFacts::Facts theirs{.isThere = false};
    if (isTheirsThere())
        theirs = {.size = qint64(m_theirs->answer.size.value_or(0)),
                  .flags = m_theirs->answer.flags,
                  .expiry = m_expiry.time,
                  .cas = m_theirs->answer.cas.value_or(0)};
    m_facts->setFacts(ConflictFacts::Side::Theirs, theirs);
    showMineFacts();
}

/// What is really stored, as it is chosen now.
void ConflictDialog::showMineFacts()
{
    const bool merges = choice() == Merge;
    ConflictFacts::Facts mine{.size = merges ? mergedSize() : m_edited.stored.size(), .flags = merges ? mergedFlags() : m_mine.flags};
    mine.ttl = m_mine.ttl ? m_mine.ttl : m_ttl->isChosen() ? m_ttl->ttl() : std::nullopt;
    mine.isTtlChosen = m_mine.ttl || m_ttl->isChosen();
    if (!mine.ttl && mine.isTtlChosen) {
        mine.expiry = m_expiry.time;
        mine.ttlOf = m_theirs ? ConflictFacts::TtlOf::Server : ConflictFacts::TtlOf::Former;
    }
    m_facts->setFacts(ConflictFacts::Side::Mine, mine);
    m_facts->nameMine(merges ? tr("Merged") : tr("Yours"));
    m_facts->showFacts(place().connection->server().clockOffset);
}

/// What the person has changed counts where nobody else has; else those say how the value that is there is encoded.
quint32 ConflictDialog::mergedFlags() const
{
    const quint32 theirs = m_theirs ? m_theirs->answer.flags.value_or(0) : m_mine.flags;
    return theirs == m_base.answer.flags.value_or(0) ? m_mine.flags : theirs;
}

/// Known where nothing is wrapped around the text.
std::optional<qint64> ConflictDialog::mergedSize() const
{
    const bool isPlain = m_merged.theirs && m_merged.theirs->bytes.size() == m_merged.theirStored.size();
    return isPlain ? std::optional<qint64>(m_mergePane->text().size()) : std::nullopt;
}
