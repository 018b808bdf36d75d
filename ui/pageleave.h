#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class QMessageBox;
class Runner;
class ScriptTabs;
class ServerKeys;
class ServerPage;

/// Lets a page go once the person has seen to what would be lost with it: a run that is under way, keys that are being changed, files that
/// are being written, values and scripts that are not saved.
class PageLeave : public QObject
{
    Q_OBJECT

public:
    /// They are the page's own.
    struct Parts
    {
        Runner *runner = nullptr;
        ScriptTabs *scripts = nullptr;
        ServerKeys *keys = nullptr;
    };
    enum class Leaving { UntilNextStart, ForGood };

    PageLeave(const Parts &parts, ServerPage *page);

    /// Something is being done that would be cut short.
    [[nodiscard]] bool isBusy() const;
    /// The person wants to go now: what has failed until here, they know.
    void begin() { m_hasFailed = false; }
    /// What was being done with keys has failed since then: it is brought before the person, and the page is to stay.
    [[nodiscard]] bool showFailure();
    /// Calls `then` as soon as the page can go: at once, or once the person has seen to what would be lost; not at all if they cancel, or
    /// something fails that they are to see.
    void whenReady(Leaving leaving, const std::function<void()> &then);

signals:
    /// It is about to ask something.
    void attentionWanted();

private:
    void whenRunIsOver(const std::function<void()> &then);
    void whenEditIsOver(const std::function<void()> &then);
    void whenKeysAreDone(Leaving leaving, const std::function<void()> &then);
    void followWork();

    Parts m_parts;
    ServerPage *m_page;
    QPointer<QMessageBox> m_work; ///< waits for what is done with keys
    bool m_hasFailed = false;
};
