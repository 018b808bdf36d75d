#pragma once

#include "app/run/scriptrun.h"

#include <QAction>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class ElidedLabel;
class QPushButton;
class ScriptCheck;
class ScriptEditor;
class ScriptFile;
enum class Tone;

/// A script: its text, checked while it is written, its file, and the ways to run it.
class BatchEditor : public QWidget
{
    Q_OBJECT

public:
    explicit BatchEditor(QWidget *parent = nullptr);

    [[nodiscard]] QAction *openAction() { return &m_openAction; }
    [[nodiscard]] QAction *saveAction() { return &m_saveAction; }
    [[nodiscard]] QAction *saveAsAction() { return &m_saveAsAction; }
    [[nodiscard]] QAction *runBatchAction() { return &m_batchAction; }
    [[nodiscard]] QAction *runEachAction() { return &m_eachAction; }

    /// Why nothing can be run now; empty: it can.
    void setObstacle(const QString &obstacle);
    /// Warnings of the run that begins: the first is shown at the foot of the script, with the number of the others.
    void beginWarnings();
    void warn(qint64 line, const QString &text);
    void openFile(const QString &path);
    [[nodiscard]] bool isModified() const;
    /// Calls `then` at once, or, with changes that are not saved, after the person has saved or dropped them; not at all if they cancel.
    void whenSaved(const std::function<void()> &then);

signals:
    void runRequested(const QByteArray &text, const QString &folder, ScriptRun::Mode mode, qint64 commandCount);
    /// The name of the file or whether it is saved changed.
    void titleChanged(const QString &name);

private:
    void setUpActions();
    void askForFile();
    void save(const std::function<void()> &then = {});
    void saveAs(const std::function<void()> &then = {});
    void writeTo(const QString &path, const std::function<void()> &then);
    void ask(ScriptRun::Mode mode);
    void runIfChecked();
    void showCheck();
    void showWarnings();
    void showTitle();
    void say(const QString &text, Tone tone);
    void updateActions();

    ScriptEditor *m_editor;
    ScriptCheck *m_check;
    ScriptFile *m_file;
    ElidedLabel *m_title;
    ElidedLabel *m_message;
    QPushButton *m_problem;
    QAction m_openAction;
    QAction m_saveAction;
    QAction m_saveAsAction;
    QAction m_batchAction;
    QAction m_eachAction;
    std::optional<ScriptRun::Mode> m_asked; ///< to be run as soon as it is checked
    QString m_obstacle;
    QString m_warning;
    qint64 m_warningCount = 0;
    QTimer m_warningDelay;
};
