#pragma once

#include "app/results/resultexport.h"

#include <QAction>
#include <QWidget>

class ElidedLabel;
class QProgressBar;
class QToolButton;
class ResultsModel;

/// Exports results to a file, and says how that goes and went; hidden while there is nothing to say.
class ExportStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ExportStrip(const ResultsModel *model, QWidget *parent = nullptr);

    /// Asks for a file, then writes the results that are seen.
    [[nodiscard]] QAction *exportAction() { return &m_exportAction; }
    /// Writes what is seen, in its order, to `path`: as CSV if that ends in .csv, else as JSON lines.
    void exportTo(const QString &path);
    /// Takes away what is said of an export that is over.
    void dismiss();

private:
    void askForFile();
    void showEnd();
    void updateActions();

    const ResultsModel *m_model;
    ResultExport m_export;
    ElidedLabel *m_text;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QToolButton *m_close;
    QAction m_exportAction{this};
};
