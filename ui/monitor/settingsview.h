#pragma once

#include "ui/monitor/groupview.h"

class QCheckBox;

/// How a server was set up, and what of it differs from one that was started without options.
class SettingsView : public GroupView
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, UsualColumn, DiffersColumn, MeaningColumn };

    /// `poll` outlives it.
    explicit SettingsView(StatPoll *poll);

protected:
    void refresh() override;

private:
    explicit SettingsView(StatPoll *poll, GroupPoll *group);

    QCheckBox *m_onlyDiffering;
};
