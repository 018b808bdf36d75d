#include "ui/monitor/recordings.h"

#include "ui/iconengine.h"
#include "ui/monitor/historyview.h"
#include "ui/monitor/recordingview.h"

#include <QDir>
#include <QFileDialog>
#include <QTabWidget>
#include <QtConcurrentRun>

Recordings::Recordings(QTabWidget *tabs)
    : QObject(tabs)
    , m_tabs(tabs)
{
    m_open.setObjectName(QStringLiteral("monitorOpenRecording"));
    m_open.setText(tr("&Open recording…"));
    m_open.setIcon(themedIcon(QStringLiteral("folder-open")));
    m_open.setStatusTip(tr("Look at what was recorded of a server, without the server"));
    connect(&m_open, &QAction::triggered, this, &Recordings::ask);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &Recordings::show);
}

void Recordings::ask()
{
    auto *dialog =
        new QFileDialog(m_tabs, tr("Open recording"), QDir::currentPath(), tr("Recordings of servers (*.slabstats);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openRecordingDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &Recordings::open);
    dialog->open();
}

void Recordings::open(const QString &path)
{
    m_reading.setFuture(QtConcurrent::run([path] { return StatRecord::read(path); }));
}

void Recordings::show()
{
    const std::variant<StatRecord, Error> result = m_reading.result();
    m_problem = std::holds_alternative<Error>(result) ? std::get<Error>(result).text : QString();
    emit problemChanged();
    if (!m_problem.isEmpty())
        return;
    auto *recording = new RecordingView(std::get<StatRecord>(result));
    connect(recording, &RecordingView::told, this, &Recordings::told);
    connect(recording, &RecordingView::closeRequested, recording, &QObject::deleteLater);
    m_tabs->setCurrentIndex(m_tabs->addTab(recording, themedIcon(QStringLiteral("history")), recording->title()));
    recording->view()->goOn();
}
