#pragma once

#include "app/wire/textlines.h"
#include "ui/wire/rehearsal.h"
#include "ui/workbench/rungate.h"

#include <QDockWidget>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

class CommandBar;
class Connection;
class ResultsPanel;
class ResultsModel;
class Runner;
class RunWire;
class ScriptEditor;
class ScriptTabs;
class WireView;
struct WireExchange;

/// The place of the wire view in the window. It follows whoever works: the result that is looked at; or the line with the cursor while that
/// is in a script or in the command line, which is shown as it went if the result that is looked at is that line's, and as a dry run
/// otherwise. Nothing is worked out while it cannot be seen.
class WireDock : public QDockWidget
{
    Q_OBJECT

public:
    /// Parts of the window, which live as long as it does.
    struct Parts
    {
        const Connection *connection = nullptr;
        const Runner *runner = nullptr;
        CommandBar *commandBar = nullptr;
        ScriptTabs *scripts = nullptr;
        ResultsPanel *results = nullptr;
    };

    WireDock(const Parts &parts, QWidget *window);
    ~WireDock() override;

    [[nodiscard]] WireView *view() const { return m_view; }

signals:
    /// A line that ran is to run again, alone.
    void runRequested(const ScriptJob &job);

private:
    enum class Place { Results, Script, CommandLine };
    /// A result of a run that is kept.
    struct Result
    {
        std::shared_ptr<const RunRecord> run;
        int number = 0;

        bool operator==(const Result &) const = default;
    };

    void setUpAction();
    void connectParts();
    void followFocus(QWidget *focus);
    void refreshSoon();
    void refresh();
    void showResult(const Result &result);
    void showScriptLine();
    void showDryRun(const QByteArray &text, qint64 line, const QString &folder, ScriptRun::Mode mode);
    void present(const WireExchange &exchange);
    void presentDryRun(const DryRun &run);
    void letGo();
    [[nodiscard]] std::optional<Result> currentResult() const;
    [[nodiscard]] QByteArrayView lineOf(const Result &result);
    void runAlone();

    Parts m_parts;
    WireView *m_view;
    const ResultsModel *m_results;
    QPointer<ScriptEditor> m_editor; ///< whose edits are followed
    std::unique_ptr<RunWire> m_wire; ///< of the run that was looked at last
    TextLines m_lines;               ///< of its script
    Rehearsal m_rehearsal;
    std::optional<Result> m_subject; ///< what is shown, before or after it ran, if that is a result
    std::optional<Result> m_after;   ///< the result that is shown as it went
    std::optional<DryRun> m_before;  ///< the dry run that is shown
    QTimer m_refresh;
    Place m_place = Place::Results;
};
