#pragma once

#include "tests/person.h"
#include "ui/results/comparisonmodel.h"
#include "ui/results/exportstrip.h"
#include "ui/results/resultspanel.h"
#include "ui/workbench/runstrip.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

/// Commands with several kinds of outcome.
inline QString fruitScript()
{
    return QStringLiteral("SET fruit:apple red\nSET fruit:pear Green\nGET fruit:apple\nGET fruit:none\nADD fruit:apple x\n"
                          "INCR fruit:pear\nGETQ fruit:void\nGET fruit:pear");
}

/// A person who works with results.
class ResultsReader : public Person
{
public:
    ResultsTable *table() const { return see<ResultsTable>("results"); }
    ResultsModel *model() const { return static_cast<ResultsModel *>(table()->model()); }
    ResultsPanel *panel() const { return see<ResultsPanel>("resultsPanel"); }
    QString runSummary() const { return see<QLabel>("runSummary")->text(); }

    void runScript(const RealServer &server, const QString &text) const
    {
        if (!state().startsWith(QStringLiteral("Connected"))) {
            connectTo(server);
            QTRY_VERIFY(state().startsWith(QStringLiteral("Connected")));
        }
        write(text);
        runAgain();
        QTRY_VERIFY(!model()->isFinding());
    }
    void runAgain() const
    {
        QTRY_VERIFY(see<QToolButton>("runCommandButton")->isEnabled());
        const int runs = runCount();
        QTest::keyClick(see<ScriptEditor>("script"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(runCount(), runs + 1);
        QTRY_VERIFY(runSummary().startsWith(QStringLiteral("Commands")));
    }
    int runCount() const { return see<QTableView>("runs")->model()->rowCount(); }
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {}) const { clickRowOf(table(), row, modifiers); }
    static void clickRowOf(QTableView *view, int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, view->visualRect(view->model()->index(row, 1)).center());
    }
    void clickHeader(int column) const
    {
        QHeaderView *header = table()->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          {header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2});
    }
    void filterText(const QString &text) const
    {
        auto *field = see<QLineEdit>("filterText");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    QStringList column(int column) const
    {
        QStringList texts;
        for (int row = 0; row < rows(); ++row)
            texts.append(cell(row, column));
        return texts;
    }
    QStringList lines() const { return column(ResultsModel::LineColumn); }
    QString copied(const char *action) const
    {
        QApplication::clipboard()->clear();
        see<QAction>(action)->trigger();
        return QApplication::clipboard()->text();
    }
};

inline QStringList lineNumbers(std::initializer_list<int> numbers)
{
    QStringList lines;
    for (const int number : numbers)
        lines.append(QString::number(number));
    return lines;
}
