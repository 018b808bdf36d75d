#pragma once

#include "ui/results/resultsmodel.h"

#include <QWidget>

class BytesView;
class ElidedLabel;
class QLabel;
class QStackedWidget;
class QTabWidget;
class ReadingChoices;
class StatisticsView;
class ValuePage;

/// One outcome in full: what became of the command, and its value as text, as bytes or as statistics, with a search in it.
class ValueView : public QWidget
{
    Q_OBJECT

public:
    /// `choices` must outlive it.
    explicit ValueView(ReadingChoices *choices, QWidget *parent = nullptr);

    void showNothing();
    void showRow(const ResultsModel::Row &row);
    [[nodiscard]] QTabWidget *tabs() const;
    [[nodiscard]] BytesView *bytes() const;

    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void drawIcon();
    void showFacts(const ResultsModel::Row &row, const Outcome &outcome);
    void showValue(const ResultsModel::Row &row, const Outcome &outcome);

    QStackedWidget *m_pages;
    QWidget *m_nothing;
    QWidget *m_content;
    ElidedLabel *m_key;
    ElidedLabel *m_outcome;
    QLabel *m_icon;
    QLabel *m_sentence;
    ElidedLabel *m_facts;
    QStackedWidget *m_body;
    QLabel *m_noValue;
    ValuePage *m_values;
    StatisticsView *m_statistics;
    OutcomeKind m_kind = OutcomeKind::Success;
};
