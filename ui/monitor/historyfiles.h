#pragma once

#include "app/monitor/statwriting.h"
#include "ui/monitor/picturewriting.h"

#include <QAction>
#include <QMenu>

#include <functional>

class HistoryView;

/// What can be written to files of a history: its charts as a picture, its numbers, and all of it as a recording.
class HistoryFiles : public QObject
{
    Q_OBJECT

public:
    /// `record`: what there is now. The names of the actions begin with `name`.
    HistoryFiles(HistoryView *view, const QString &name, std::function<StatRecord()> record);

    [[nodiscard]] QMenu *menu() { return &m_menu; }
    /// There is something to write, or not.
    void setEnabled(const StatHistory &history);

    /// The suffix of `path` says what it is.
    void writeCharts(const QString &path);
    void writeNumbers(const QString &path);
    void save(const QString &path);

signals:
    /// A sentence for the status line.
    void told(const QString &text);

private:
    void ask(const QString &title, const QStringList &filters, void (HistoryFiles::*write)(const QString &));
    void finish(const FileWriting &writing);
    [[nodiscard]] QString title() const;

    HistoryView *m_view;
    std::function<StatRecord()> m_record;
    StatWriting m_writing;
    PictureWriting m_picture;
    QMenu m_menu;
    QAction m_charts{this};
    QAction m_numbers{this};
    QAction m_save{this};
};
