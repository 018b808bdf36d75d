#pragma once

#include "ui/keys/analysis/analysiswork.h"

#include <QStackedWidget>

class ChartsPane;
class FindingsList;
class HintPage;
class PrefixPane;
class QLabel;
class QProgressBar;

/// What listed keys come to: what is to be said of them in sentences, by prefix as a table and a map, and by size, time and slab class in
/// bars. Everything leads to the keys it speaks of. It works only while it is visible, off the thread of the window.
class AnalysisView : public QStackedWidget
{
    Q_OBJECT

public:
    explicit AnalysisView(QWidget *parent = nullptr);

    /// `indexes`: of the keys that `filterText` lets through, in any order; none: all of the listing. `delimiters`: each byte of it divides
    /// a key into folders. It may be called again and again while keys are being listed.
    void setKeys(const KeyListing &listing, const std::shared_ptr<const std::vector<int>> &indexes, const SlabChunks &chunks,
                 const QByteArray &delimiters, const QString &filterText);

signals:
    /// The keys of this filter are asked for: it holds the terms of the filter that was set as well.
    void filterRequested(const QString &filter);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void ask();
    void followWork();
    void showReport();
    void showFolder();
    void updateLook();

    AnalysisWork m_work;
    AnalysisQuestion m_question;
    bool m_isAsked = false; ///< the question was handed over
    QTimer m_late;          ///< until it is told that it is working

    HintPage *m_nothingPage;
    HintPage *m_nonePage;
    QWidget *m_workingPage;
    QLabel *m_workingText;
    QProgressBar *m_workingBar;
    QWidget *m_quietPage; ///< for the first moments, in which it is not worth to be told that it is working
    QWidget *m_fullPage;
    QProgressBar *m_busyBar;
    QLabel *m_summary;
    FindingsList *m_findings;
    PrefixPane *m_prefixes;
    ChartsPane *m_charts;
};
