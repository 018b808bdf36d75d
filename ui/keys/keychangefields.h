#pragma once

#include "app/keychange/keychangeplan.h"
#include "app/keychange/keychangerun.h"

#include <QWidget>

class NoticeRow;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QSpinBox;
class ToneLabel;
class TtlField;

/// What a change to many keys would do, and how it shall be done.
class KeyChangeFields : public QWidget
{
    Q_OBJECT

public:
    KeyChangeFields(KeyChange::Kind kind, const QString &place, QWidget *parent = nullptr);

    /// While nothing was added up yet there is only a count. `only`: the key, where it is one.
    void showCount(int count, const QByteArray &only);
    void showPlan(const KeyChangePlan &plan);
    /// Whether the server can be looked at without trace; `reason`: why it cannot.
    enum class Looking { Asked, Possible, Impossible };
    void setLooking(Looking looking, const QString &reason = {});
    void showError(const QString &text);
    void setUndoLimit(qint64 bytes, qint64 largest);
    void setClockOffset(qint64 seconds);

    [[nodiscard]] KeyChange change() const;
    [[nodiscard]] KeyChangeRun::Options options() const;
    [[nodiscard]] qint64 undoLimit() const;
    /// Why it cannot begin yet or at all; empty: it can.
    [[nodiscard]] bool isReady() const;
    /// As it stands in a sentence.
    [[nodiscard]] QString ttlText() const;

signals:
    /// What was chosen, or whether it can begin.
    void changed();
    /// undoLimit() is another one: the plan is to be made anew.
    void undoLimitChanged();

private:
    void layOut();
    void suitCount(const QByteArray &only);
    [[nodiscard]] bool isOne() const { return m_plan.count == 1; }
    [[nodiscard]] QString titleText(const QByteArray &only) const;
    void refresh();
    [[nodiscard]] bool keepsUndo() const;
    [[nodiscard]] QString keptText() const;
    [[nodiscard]] QString readText() const;
    [[nodiscard]] QString guardText() const;
    [[nodiscard]] QString undoText() const;

    KeyChange::Kind m_kind;
    QString m_place;
    QLabel *m_title;
    QLabel *m_size;
    QFormLayout *m_form;
    QPlainTextEdit *m_sample;
    TtlField *m_ttl = nullptr;
    ToneLabel *m_guard;
    NoticeRow *m_error;
    NoticeRow *m_unguardedNotice;
    QCheckBox *m_unguarded;
    NoticeRow *m_unlookedNotice;
    QCheckBox *m_unlooked;
    QCheckBox *m_undo;
    QSpinBox *m_limit;
    ToneLabel *m_undoText;
    QComboBox *m_beyond;
    QWidget *m_speed;
    QSpinBox *m_rate;
    QLabel *m_time;
    KeyChangePlan m_plan;
    bool m_planned = false;
    Looking m_looking = Looking::Asked;
};
