#pragma once

#include "app/commands/completion.h"

#include <QObject>
#include <QRect>

#include <functional>

class CompletionPopup;
class QKeyEvent;

/// Offers what can be written at the cursor of a line, in a popup beside it, and takes the keys that choose from it; the same wherever
/// lines are written. Whoever has the line tells of it, and puts what is chosen there.
class LineCompletion : public QObject
{
    Q_OBJECT

public:
    enum class Asked {
        ByTyping, ///< not in an empty line, and not for a value of which nothing is written yet
        ByKey,
    };
    /// Where a byte of the line is on the screen: the popup comes below, or above where there is no room.
    using Place = std::function<QRect(qsizetype offset)>;

    explicit LineCompletion(QWidget *field);

    /// What can be written at a place of a line; without one it is that of the command language, with its call tips.
    using Source = std::function<Completions(QByteArrayView line, qsizetype position)>;
    void setSource(const Source &source) { m_source = source; }
    /// Keys to offer; null: none.
    void setKeys(const KeyHistory *keys) { m_keys = keys; }
    /// A call tip on its own comes above the line: below there are others.
    void keepFreeBelow();

    /// Offers what can be written at `position` of `line` (bytes, from 0), or nothing more.
    void offer(QByteArrayView line, qsizetype position, Asked asked, const Place &place);
    /// Hides what is offered, until the line is edited; a word that it was dismissed from stays so.
    void close();
    /// Hides it, and begins anew with the next line.
    void reset();
    [[nodiscard]] bool isOpen() const;

    /// Whether a key is ours, whatever else it does in the window.
    [[nodiscard]] bool wants(const QKeyEvent *event) const;
    /// Does what a key does with what is offered; false: it is not ours.
    bool take(const QKeyEvent *event);

    /// A longer line is not looked at: bytes that no person writes by hand.
    static constexpr qsizetype longestLine = 64 * 1024;

signals:
    /// `completion` shall take the place of the bytes from `begin` to `end`, as if it was typed.
    void accepted(const Completion &completion, qsizetype begin, qsizetype end);

private:
    void accept(const Completion *completion);

    const KeyHistory *m_keys = nullptr;
    Source m_source;
    CompletionPopup *m_popup;
    Completions m_offered;
    qsizetype m_dismissedAt = -1; ///< the word that Escape was pressed in, by its first byte; -1: none
};
