#include "ui/pageleave.h"

#include "ui/keys/keydetails.h"
#include "ui/keys/serverkeys.h"
#include "ui/serverpage.h"
#include "ui/workbench/runner.h"
#include "ui/workbench/scripttabs.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

PageLeave::PageLeave(const Parts &parts, ServerPage *page)
    : QObject(page)
    , m_parts(parts)
    , m_page(page)
{
    connect(m_parts.keys, &ServerKeys::workFailed, this, [this] { m_hasFailed = true; });
    connect(m_parts.keys, &ServerKeys::workChanged, this, &PageLeave::followWork);
}

bool PageLeave::showFailure()
{
    if (!std::exchange(m_hasFailed, false))
        return false;
    emit attentionWanted();
    return true;
}

bool PageLeave::isBusy() const
{
    return (m_parts.runner->isRunning() && !m_parts.runner->isCancelled()) || !m_parts.keys->work().isEmpty()
        || m_parts.keys->details()->isEdited();
}

void PageLeave::whenReady(Leaving leaving, const std::function<void()> &then)
{
    if (m_parts.scripts->isChanging()) { // half a change is not to be kept
        m_parts.scripts->whenEdited([this, leaving, then] { whenReady(leaving, then); });
        return;
    }
    // What is kept comes back at the next start, saved or not: only what cannot be kept is asked about.
    const bool asksToSave = leaving == Leaving::ForGood || bool(m_parts.scripts->keep());
    // Last, as it cannot be taken back: a value whose changes are dropped is not changed any more.
    const auto endEdit = [this, then] { whenEditIsOver(then); };
    const auto saveScripts = [this, asksToSave, endEdit] {
        if (asksToSave && m_parts.scripts->hasUnsaved())
            emit attentionWanted();
        if (asksToSave)
            m_parts.scripts->whenSaved(endEdit);
        else
            endEdit();
    };
    whenRunIsOver([this, leaving, saveScripts] { whenKeysAreDone(leaving, saveScripts); });
}

/// What is changed in a value is kept nowhere: it is asked about even if all comes back at the next start.
void PageLeave::whenEditIsOver(const std::function<void()> &then)
{
    if (m_parts.keys->details()->isEdited())
        emit attentionWanted();
    m_parts.keys->details()->whenEditIsOver(then);
}

void PageLeave::whenRunIsOver(const std::function<void()> &then)
{
    if (!m_parts.runner->isRunning()) {
        then();
        return;
    }
    emit attentionWanted();
    auto *box = new QMessageBox(QMessageBox::Warning, tr("A run is under way"), tr("A run on %1 is under way.").arg(m_page->name()),
                                QMessageBox::Cancel, m_page);
    box->setObjectName(QStringLiteral("runUnderWay"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("If it ends now, the rest of it is not sent, and its outcomes are lost."));
    QPushButton *end = box->addButton(tr("&End the run"), QMessageBox::DestructiveRole);
    end->setObjectName(QStringLiteral("closeAnyway"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::finished, this, [this, box, end, then] {
        if (box->clickedButton() != end)
            return;
        m_parts.runner->cancel(); // what else is asked or waited for may take its time
        then();
    });
    box->open();
}

void PageLeave::whenKeysAreDone(Leaving leaving, const std::function<void()> &then)
{
    delete m_work; // another question takes the place of the first
    if (showFailure())
        return;
    if (m_parts.keys->work().isEmpty()) {
        then();
        return;
    }
    emit attentionWanted();
    const bool quits = leaving == Leaving::UntilNextStart;
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Waiting for work on keys"), QString(), QMessageBox::Cancel, m_page);
    box->setObjectName(QStringLiteral("keysUnderWay"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QString end = quits ? tr("The program ends by itself once this is done.") : tr("The tab closes by itself once this is done.");
    box->setInformativeText(tr("%1 If it is stopped, the rest is left as it is, and a file that is being written is given up.").arg(end));
    QPushButton *stop = box->addButton(quits ? tr("&Stop and quit") : tr("&Stop and close"), QMessageBox::DestructiveRole);
    stop->setObjectName(QStringLiteral("stopKeyWork"));
    box->setDefaultButton(QMessageBox::Cancel);
    box->button(QMessageBox::Cancel)->setText(quits ? tr("&Do not quit") : tr("&Do not close"));
    connect(box, &QMessageBox::finished, this, [this, box, stop, then] {
        const bool stops = box->clickedButton() == stop;
        const bool goesOn = stops || m_parts.keys->work().isEmpty();
        m_work.clear();
        if (stops)
            m_parts.keys->stopWork();
        if (goesOn && (stops || !showFailure()))
            then();
    });
    m_work = box;
    followWork();
    box->open();
}

void PageLeave::followWork()
{
    if (!m_work)
        return;
    const QStringList work = m_parts.keys->work();
    if (work.isEmpty())
        m_work->done(0);
    else
        m_work->setText(tr("Not done yet: %1").arg(work.join(QStringLiteral("; "))));
}
