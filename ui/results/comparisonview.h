#pragma once

#include "app/run/runhistory.h"
#include "ui/results/comparisonmodel.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

class ElidedLabel;
class HintPage;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

/// Shows what changed between two runs, and lets a person look at some of it.
class ComparisonView : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonView(QWidget *parent = nullptr);

    void compare(const RunHistory::Run &before, const RunHistory::Run &after);
    /// Lets go of what is compared.
    void clear();

public slots:
    /// The selected rows as tab-separated lines.
    void copy();
    void selectAll();

signals:
    void closed();
    /// The person went to this line of the later script.
    void lineShown(qint64 line);
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpTable();
    void apply();
    void finishCopy();
    void showState();

    ComparisonModel m_model;
    ElidedLabel *m_title;
    ElidedLabel *m_summary;
    std::array<QToolButton *, ComparisonModel::differenceCount> m_kinds{};
    QLineEdit *m_text;
    QStackedWidget *m_pages;
    QTableView *m_table;
    HintPage *m_working;
    HintPage *m_same;
    HintPage *m_noMatch;
    QTimer m_delay;
    QFutureWatcher<CopiedText> m_copying;
    bool m_cut = false; ///< not all that is selected is copied
};
