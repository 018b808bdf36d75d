#pragma once

#include "tests/servers/realserver.h"
#include "ui/elidedlabel.h"
#include "ui/mainwindow.h"
#include "ui/results/resultstable.h"
#include "ui/serverpage.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workspace.h"

#include <QFile>
#include <QHash>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>

/// The window as a person has it: everything through real keys and clicks.
class Person
{
public:
    /// Gives the window the keyboard, which shortcuts need.
    [[nodiscard]] bool activate()
    {
        m_window->activateWindow();
        return QTest::qWaitForWindowActive(m_window);
    }

    template <typename Widget> Widget *see(const char *name) const { return m_window->findChild<Widget *>(QLatin1String(name)); }
    [[nodiscard]] Workspace &workspace() { return m_workspace; }
    MainWindow &window() { return *m_window; }

    void enter(QLineEdit *field, const QString &text) const
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void connectTo(const QString &address) const { enter(see<QLineEdit>("addressText"), address); }
    void connectTo(const RealServer &server) const { connectTo(QStringLiteral("127.0.0.1:%1").arg(server.port())); }
    void command(const QString &text) const { enter(see<QLineEdit>("command"), text); }
    void write(const QString &script) const
    {
        auto *editor = see<ScriptEditor>("script");
        editor->setFocus();
        editor->selectAll();
        const QStringList lines = script.split(QLatin1Char('\n'));
        for (const QString &line : lines) {
            QTest::keyClicks(editor, line);
            if (&line != &lines.last())
                QTest::keyClick(editor, Qt::Key_Return);
        }
    }
    void click(const char *button) const { QTest::mouseClick(see<QWidget>(button), Qt::LeftButton); }
    QString state() const { return see<ElidedLabel>("connectionState")->text(); }
    QString cell(int row, int column) const
    {
        const QAbstractItemModel *model = see<ResultsTable>("results")->model();
        return model->index(row, column).data().toString();
    }
    int rows() const { return see<ResultsTable>("results")->model()->rowCount(); }
    QString page() const { return see<QStackedWidget>("resultsPages")->currentWidget()->objectName(); }

private:
    /// Most go straight to an address.
    static MainWindow *begin(Workspace &workspace)
    {
        MainWindow *window = workspace.restore();
        window->showTabs();
        return window;
    }
    /// A test that has a folder of its own keeps it.
    static bool isolate(const char *variable, const QString &path)
    {
        static QHash<QByteArray, QByteArray> ours;
        const QByteArray now = qgetenv(variable);
        if (!now.isEmpty() && now != ours.value(variable))
            return true;
        ours[variable] = QFile::encodeName(path);
        return qputenv(variable, ours[variable]);
    }

    QTemporaryDir m_folder; ///< where open scripts and profiles are kept: each has his own
    bool m_isolated = isolate("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")))
        && isolate("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")));
    Workspace m_workspace;
    MainWindow *m_window = begin(m_workspace);
};
