#include "tests/benchmarks/looppauses.h"
#include "ui/session/keptwindow.h"
#include "ui/settings.h"
#include "ui/workbench/scriptcheck.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptsearch.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>

/// Opens a script of a million lines in a window and works in it, and tells what took how long and how long the window was deaf meanwhile.

namespace {

constexpr int lines = 1'000'000;

QByteArray script()
{
    QByteArray text;
    text.reserve(lines * 48);
    for (int i = 0; i < lines; ++i) {
        const QByteArray number = QByteArray::number(i).rightJustified(7, '0');
        switch (i % 4) {
        case 0:
            text.append("SETQ user:").append(number).append(" \"name \\u{E4} ").append(number).append("\" ttl=1h flags=5\n");
            break;
        case 1:
            text.append("GETKQ user:").append(number).append('\n');
            break;
        case 2:
            text.append("INCREMENTQ visits:").append(number).append(" 5 initial=1\n");
            break;
        default:
            text.append("# line ").append(number).append(" of the script\n");
            break;
        }
    }
    return text;
}

double percentile(const std::vector<double> &sorted, double share)
{
    return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, size_t(double(sorted.size()) * share))];
}

/// Runs the event loop, scrolling all along as a person would, until `done`.
void measure(ScriptTabs &tabs, const char *what, const std::function<void()> &begin, const std::function<bool()> &done)
{
    QEventLoop loop;
    QTimer scroll;
    QTimer look;
    QObject::connect(&scroll, &QTimer::timeout, &loop, [&tabs] {
        QScrollBar *bar = tabs.page()->editor()->verticalScrollBar();
        bar->setValue(bar->value() + 7 < bar->maximum() ? bar->value() + 7 : 0);
    });
    QObject::connect(&look, &QTimer::timeout, &loop, [&loop, &done] {
        if (done())
            loop.quit();
    });
    scroll.start(16);
    look.start(1);
    LoopPauses::start();
    QElapsedTimer timer;
    timer.start();
    begin();
    loop.exec();
    const qint64 took = timer.elapsed();
    const std::vector<double> pauses = LoopPauses::stop();
    std::printf("%-44s %8lld      %6.1f / %6.1f / %6.1f\n", what, static_cast<long long>(took), percentile(pauses, 0.5),
                percentile(pauses, 0.99), pauses.empty() ? 0 : pauses.back());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    QFile file(folder.filePath(QStringLiteral("million.mcb")));
    const QByteArray text = script();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        return 1;
    std::printf("%d lines, %.1f MB\n\n%-44s %8s      pauses of the loop, ms\n%-44s %8s      %6s / %6s / %6s\n", lines,
                double(text.size()) / 1e6, "", "total", "", "ms", "p50", "p99", "max");
    applyTheme(Theme::Light);
    Settings settings;
    ScriptTabs tabs(&settings, ScriptPlaces{.folder = folder.filePath(QStringLiteral("sessions"))});
    tabs.resize(1200, 800);
    tabs.show();
    QEventLoop settle; // the first painting of a window is another matter
    QTimer::singleShot(500, &settle, &QEventLoop::quit);
    settle.exec();

    const auto checked = [&tabs] { return !tabs.page()->file()->isLoading() && tabs.page()->check()->isFinished(); };
    measure(
        tabs, "open and check", [&] { tabs.openFile(file.fileName()); },
        [&] { return checked() && tabs.page()->check()->commandCount() > 0; });
    if (tabs.page()->check()->commandCount() != lines / 4 * 3 || tabs.page()->check()->problemCount() != 0)
        return 1;
    ScriptEditor *editor = tabs.page()->editor();
    const auto typeAt = [&](qint64 line) {
        editor->jumpTo(line, 1);
        editor->replaceSelection("x");
        tabs.page()->check()->hurry();
    };
    measure(
        tabs, "type into the middle and check again", [&] { typeAt(lines / 2); }, checked);
    measure(
        tabs, "go to the end and check again", [&] { typeAt(lines); }, checked);
    qint64 seen = 0;
    QObject::connect(&tabs, &ScriptTabs::runRequested, &tabs, [&seen](const ScriptJob &job) { seen = job.text.size(); });
    editor->undo();
    editor->undo();
    measure(
        tabs, "hand all to a run", [&] { tabs.page()->ask(ScriptPage::Part::All, ScriptRun::Mode::Batch); }, [&] { return seen > 0; });

    ScriptSearch search(editor);
    bool replaced = false;
    QObject::connect(&search, &ScriptSearch::replacedAll, &tabs, [&replaced] { replaced = true; });
    measure(
        tabs, "find all of 250,000 in any case", [&] { search.setPattern(SearchPattern(QStringLiteral("getKQ"), {})); },
        [&] { return search.isFinished(); });
    measure(
        tabs, "find all of 500,000 by an expression",
        [&] { search.setPattern(SearchPattern(QStringLiteral("user:(\\d+)"), SearchPattern::Option::RegularExpression)); },
        [&] { return search.isFinished(); });
    measure(
        tabs, "replace them", [&] { search.replaceAll("u:\\1"); }, [&] { return replaced && checked() && search.isFinished(); });
    measure(
        tabs, "undo that", [&] { editor->undo(); }, [&] { return !editor->isUnwinding() && checked(); });
    editor->selectAll();
    const auto edited = [&] { return !tabs.page()->edits()->isRunning() && checked(); };
    measure(
        tabs, "turn all commands loud", [&] { tabs.page()->edits()->turn(Loudness::Loud); }, edited);
    measure(
        tabs, "turn them quiet again", [&] { tabs.page()->edits()->turn(Loudness::Quiet); }, edited);
    measure(
        tabs, "insert a batch of 1,000,000 commands", [&] { tabs.insertBatch(text, ScriptTabs::Into::NewScript); }, edited);
    tabs.page()->editor()->setSaved(); // so that nothing is asked
    tabs.closePage(tabs.page());
    editor->replace(0, 0, "# changed\n");
    QElapsedTimer timer;
    timer.start();
    const Error error = tabs.keep();
    std::printf("%-44s %8lld\n", "keep the unsaved text, at the end", static_cast<long long>(timer.elapsed()));
    return error ? 1 : 0;
}
