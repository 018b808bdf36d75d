#pragma once

#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

class QAbstractScrollArea;

/// Stretches in which a window stood still, milliseconds, sorted. Waking for nothing is no pause: what is shorter than 0.05 ms is left out.
struct Pauses
{
    std::vector<double> stretches;

    [[nodiscard]] double percentile(double share) const;
    [[nodiscard]] double longest() const { return stretches.empty() ? 0 : stretches.back(); }
    void add(const Pauses &other);
};

/// Drives a window by its event loop, as a person would by hand, and measures how long it stands still meanwhile.
class WindowBench
{
public:
    /// What a phase of the benchmark took.
    struct Phase
    {
        double milliseconds = 0;
        Pauses pauses;
        Pauses work;       ///< what of the pauses this thread worked; on a busy computer the rest was the turn of others
        bool good = false; ///< it came to its end in time
    };

    WindowBench();

    /// Turns the wheel over `area` at each frame from now on, downwards and back, until the next call; null: over nothing.
    void scroll(QAbstractScrollArea *area);
    /// Does `act` and runs the event loop until `done`, all of it recorded; prints a line, and a complaint if it does not come to an end.
    Phase phase(const char *what, const std::function<void()> &act, const std::function<bool()> &done);
    /// The same without a word about it.
    [[nodiscard]] Phase record(const std::function<void()> &act, const std::function<bool()> &done);
    /// Runs the event loop for some time.
    void rest(std::chrono::milliseconds time);

    static void print(const char *what, const Phase &phase, const QString &remark = {});
    /// Of this process, in MB.
    [[nodiscard]] static double residentMegabytes();

private:
    void turnWheel();

    QAbstractScrollArea *m_area = nullptr;
    QTimer m_wheel;
    int m_direction = -1;
};

/// As the program itself sets it up: memory that results let go stays with the process for the next ones, up to a bound.
void setUpMemory();
/// Has fillserver fill a server of this computer with so many items, none of which expires within a day; says what went wrong.
[[nodiscard]] bool fillServer(quint16 port, int count);
