#pragma once

#include <QProcess>
#include <QTimer>

#include <memory>

/// Sees a process to its end without anybody waiting: it is told to end, and made to if it does not. Deletes itself then; at the end of
/// the program, which it belongs to, it does wait.
class ProcessEnd : public QObject
{
    Q_OBJECT

public:
    /// Who is told.
    enum class Reach {
        Process,
        Group, ///< all of the process' own group
    };

    /// `process` runs, and tells nobody else any more. `kept` is what it uses, and is let go of after its end.
    ProcessEnd(std::unique_ptr<QProcess> process, Reach reach, const std::shared_ptr<void> &kept);
    ~ProcessEnd() override;

private:
    void tell(int signal);

    std::shared_ptr<void> m_kept;
    std::unique_ptr<QProcess> m_process;
    Reach m_reach;
    QTimer m_patience;
};
