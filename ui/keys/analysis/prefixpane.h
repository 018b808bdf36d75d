#pragma once

#include "ui/keys/analysis/prefixmodel.h"

#include <QWidget>

class PrefixMap;
class PrefixTable;
class PrefixTrail;
class QSplitter;

/// What keys weigh by prefix, as a table and as a map, to go into folder after folder.
class PrefixPane : public QWidget
{
    Q_OBJECT

public:
    explicit PrefixPane(QWidget *parent = nullptr);

    /// What filters that are asked for begin with, and what parts keys into folders.
    void setKeys(const QString &filterText, const QByteArray &delimiters);
    /// `trail`: prefixes of the folders down to the one reported. `all`: of all analysed keys.
    void setReport(const FolderReport &report, const QList<QByteArray> &trail, const KeyWeight &all);

signals:
    /// The folder at the end of `trail` is to be seen.
    void trailRequested(const QList<QByteArray> &trail);
    void filterRequested(const QString &filter);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void arrange();
    void open(int row);
    void showKeys(int row);

    PrefixModel m_model;
    PrefixTrail *m_trail;
    PrefixTable *m_table;
    PrefixMap *m_map;
    QSplitter *m_splitter;
    QString m_filterText;
    QByteArray m_delimiters;
    bool m_columnsFit = false;
    bool m_isArranged = false; ///< once the columns fit
};
