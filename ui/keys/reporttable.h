#pragma once

#include <QTableView>

#include <vector>

/// The rows of a report on keys, to be read and copied. Its model tells the bytes of each row's key as KeyRole.
class ReportTable : public QTableView
{
    Q_OBJECT

public:
    static constexpr int KeyRole = Qt::UserRole;
    /// Rows that one copy takes at most: it is made in one go.
    static constexpr int mostCopied = 10'000;

    explicit ReportTable(QWidget *parent = nullptr);

public slots:
    /// The selected keys, one a line, as they are written in a command.
    void copy();
    /// The selected rows as tab-separated lines, with all columns that are seen.
    void copyRows();

signals:
    /// A sentence about what was copied.
    void told(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    [[nodiscard]] std::vector<int> selectedRows() const;
    void put(const QStringList &lines);
};
