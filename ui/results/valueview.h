#pragma once

#include "ui/results/resultsmodel.h"

#include <QWidget>

class ElidedLabel;
class HexView;
class LongText;
class QLabel;
class QStackedWidget;
class QTabWidget;
class StatisticsView;
class ValueFindBar;

/// One outcome in full: what became of the command, and its value as text, as bytes or as statistics, with a search in it.
class ValueView : public QWidget
{
    Q_OBJECT

public:
    explicit ValueView(QWidget *parent = nullptr);

    void showNothing();
    void showRow(const ResultsModel::Row &row);
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }

    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void drawIcon();
    void showFacts(const ResultsModel::Row &row, const Outcome &outcome);
    [[nodiscard]] QWidget *values();
    void setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner);
    [[nodiscard]] std::pair<qsizetype, qsizetype> selection() const;
    void find();
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
    QTabWidget *m_tabs;
    LongText *m_text;
    HexView *m_hex;
    ValueFindBar *m_find;
    QWidget *m_values; ///< the tabs with the bar to search in them
    StatisticsView *m_statistics;
    OutcomeKind m_kind = OutcomeKind::Success;
};
