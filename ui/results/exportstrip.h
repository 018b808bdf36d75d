#pragma once

#include "app/results/resultexport.h"
#include "ui/filestrip.h"

#include <QAction>

class ResultsModel;

/// Exports results to a file, and says how that goes and went.
class ExportStrip : public FileStrip
{
    Q_OBJECT

public:
    explicit ExportStrip(const ResultsModel *model, QWidget *parent = nullptr);

    /// Asks for a file, then writes the results that are seen.
    [[nodiscard]] QAction *exportAction() { return &m_exportAction; }
    /// Writes what is seen, in its order, to `path`: as CSV if that ends in .csv, else as JSON lines.
    void exportTo(const QString &path);

private:
    void askForFile();
    void showEnd();
    void updateActions();

    const ResultsModel *m_model;
    ResultExport m_export;
    QAction m_exportAction{this};
};
