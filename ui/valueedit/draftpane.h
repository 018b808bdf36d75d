#pragma once

#include "app/itemedit/valuedraft.h"

#include <QWidget>

/// One of the ways to change a draft. All work on the same one, each while it is in front.
class DraftPane : public QWidget
{
    Q_OBJECT

public:
    /// `draft` must outlive it.
    explicit DraftPane(ValueDraft *draft, QWidget *parent = nullptr);

    /// Why this draft cannot be changed in this way, as it is now: a sentence; empty: it can, or that is not known yet.
    [[nodiscard]] virtual QString whyNot() const = 0;
    /// Comes to the front: shows the draft as it is, with what can still be undone.
    virtual void enter() = 0;
    /// Forgets what it shows: another edit begins, or none.
    virtual void forget() = 0;
    /// What was typed becomes the draft. Answers why it cannot be, a sentence; empty: it is.
    [[nodiscard]] virtual QString flush() = 0;
    /// Whether what flush() answered is about a place, which goTo() then goes to.
    [[nodiscard]] virtual bool hasFaultPlace() const { return false; }
    /// Whether the draft would have to be right for what this is, to be stored from here.
    [[nodiscard]] virtual bool wantsFaultless() const { return false; }
    /// Goes to a byte of the decoded draft, or where it cannot be shown, nowhere.
    virtual void goTo(qsizetype offset) = 0;
    /// Nothing can be changed for now.
    virtual void setLocked(bool locked) = 0;
    virtual void find() = 0;
    enum class Direction { Forward, Backward };
    virtual void findNext(Direction direction) = 0;
    /// After a change of the font of keys and values, which most take by themselves.
    virtual void adoptFixedFont() {}

signals:
    /// Something is being typed: the draft follows in a moment.
    void typed();
    /// What flush() answered by itself: the sentence, or empty.
    void faultChanged(const QString &fault);
    /// A sentence for the status line.
    void told(const QString &text);
    /// Shows the draft as text or as bytes, at a byte of it.
    void textWanted(qsizetype offset);
    void bytesWanted(qsizetype offset);

protected:
    [[nodiscard]] ValueDraft *draft() const { return m_draft; }
    /// Says that a draft would have more than ValueDraft::mostBytes.
    [[nodiscard]] static QString tooLarge();

private:
    ValueDraft *m_draft;
};
