#pragma once

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <memory>

class ElidedLabel;
class QAction;
class QToolButton;
class UndoJournal;
struct UndoStep;

/// A line that says what was changed a moment ago, with a button that takes it back. It goes once that is done, something else was changed,
/// or it was seen for a while; hidden while there is nothing to say.
class UndoNotice : public QWidget
{
    Q_OBJECT

public:
    /// For so long it is seen, and longer while the pointer or the keyboard is at it.
    static constexpr std::chrono::milliseconds usualLifetime{20'000};

    /// Both must outlive it. `undo`: takes back the latest step of `journal`.
    UndoNotice(const UndoJournal *journal, QAction *undo, QWidget *parent = nullptr);

    void setLifetime(std::chrono::milliseconds lifetime) { m_lifetime.setInterval(lifetime); }

signals:
    /// It had the keyboard, and goes.
    void left();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tell();
    void follow();
    void followAction();
    void endOfLife();
    void leave();

    const UndoJournal *m_journal;
    QAction *m_undo;
    std::weak_ptr<const UndoStep> m_step; ///< what is told of; none: nothing is
    ElidedLabel *m_text;
    QToolButton *m_button;
    QToolButton *m_close;
    QTimer m_lifetime;
};
