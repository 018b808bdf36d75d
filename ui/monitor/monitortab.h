#pragma once

#include "ui/fittingstack.h"

class HintPage;
class QAction;
class StatPoll;

/// A tab of the monitor, with a hint in its place as long as what it needs is not there.
class MonitorTab : public FittingStack
{
    Q_OBJECT

public:
    enum class Needs : quint8 {
        Nothing,    ///< it is always there
        Answer,     ///< statistics of the server, once
        TwoAnswers, ///< a history of them
    };

    /// `poll` outlives it. Its name, and those of the hints, begin with `name`.
    MonitorTab(const QString &name, QWidget *content, Needs needs, const StatPoll *poll);

    [[nodiscard]] QWidget *content() const { return m_content; }
    /// What helps a person who is not connected.
    void offer(QAction *action);

private:
    void choose();
    [[nodiscard]] bool hasWhatItNeeds() const;

    const StatPoll *m_poll;
    Needs m_needs;
    QWidget *m_content;
    HintPage *m_offline;
    HintPage *m_waiting;
    HintPage *m_failed;
};
