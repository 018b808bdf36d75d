#include "ui/workbench/sessionkeeper.h"

#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptpage.h"
#include "ui/workbench/scripttabs.h"

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds soon = 700ms;
constexpr qint64 bytesASecond = 8 * 1024 * 1024; // how much later a long text is kept: it is copied and written as a whole

} // namespace

SessionKeeper::SessionKeeper(ScriptTabs *tabs, const ScriptPlaces &places)
    : QObject(tabs)
    , m_tabs(tabs)
    , m_session(places)
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &SessionKeeper::keep);
    connect(&m_session, &ScriptSession::kept, this, [this](const Error &error) {
        if (!error)
            m_revisions = m_coming;
        emit kept(error);
        if (m_noted || error)
            note();
    });
}

void SessionKeeper::note()
{
    m_noted = true;
    if (m_forgotten || m_delay.isActive() || m_session.isBusy())
        return;
    qint64 bytes = 0;
    for (const ScriptPage *page : m_tabs->pages())
        bytes += page->file()->isUnsaved() ? page->editor()->length() : 0;
    m_delay.start(soon + 1000ms * (bytes / bytesASecond));
}

Error SessionKeeper::keepNow()
{
    m_delay.stop();
    m_revisions.clear(); // whatever is being written
    return m_session.keepNow(collect());
}

void SessionKeeper::forget()
{
    m_forgotten = true;
    m_delay.stop();
    m_session.forget();
}

void SessionKeeper::keep()
{
    if (m_tabs->isChanging()) { // what was kept last is whole
        m_delay.start(soon);
        return;
    }
    m_noted = false;
    m_session.keep(collect());
}

KeptScripts SessionKeeper::collect()
{
    KeptScripts scripts;
    m_coming.clear();
    for (const ScriptPage *page : m_tabs->pages()) {
        if (page == m_tabs->page())
            scripts.current = int(scripts.scripts.size());
        if (page->isUnused())
            continue;
        const ScriptFile *file = page->file();
        KeptScript script{.id = page->id(),
                          .path = file->comingPath(),
                          .number = page->number(),
                          .form = file->form(),
                          .stamp = file->stamp(),
                          .cursor = page->cursorPlace(),
                          .topLine = page->topPlace(),
                          .hasText = file->isUnsaved(),
                          .text = {}};
        const quint64 revision = page->editor()->revision();
        if (script.hasText) {
            if (file->isLoading() || m_revisions.value(script.id) != revision)
                script.text = file->text();
            m_coming.insert(script.id, file->isLoading() ? 0 : revision);
        }
        scripts.scripts.append(script);
    }
    return scripts;
}
