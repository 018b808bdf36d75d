#include "ui/monitor/recordingview.h"

#include "app/monitor/statsample.h"
#include "ui/iconengine.h"
#include "ui/monitor/historyfiles.h"
#include "ui/monitor/historyview.h"
#include "ui/noticerow.h"

#include <QDateTime>
#include <QLocale>
#include <QVBoxLayout>

RecordingView::RecordingView(StatRecord record, QWidget *parent)
    : QWidget(parent)
    , m_record(std::move(record))
    , m_view(new HistoryView(&m_record.history))
{
    setObjectName(QStringLiteral("recordingView"));
    auto *about = new NoticeRow(QStringLiteral("recordingAbout"));
    about->tell(description(), Tone::Muted);
    about->setContentsMargins(8, 8, 8, 0);
    m_close.setObjectName(QStringLiteral("recordingClose"));
    m_close.setText(tr("Close recording"));
    m_close.setIcon(themedIcon(QStringLiteral("x")));
    auto *files = new HistoryFiles(m_view, QStringLiteral("recording"), [this] { return m_record; });
    files->setEnabled(m_record.history);
    m_view->addToBar(files->menu()->menuAction());
    m_view->addToBar(&m_close);
    m_view->showEnd(m_record.history.end(), m_record.history.end() - m_record.history.begin());
    m_view->refresh(StatSample::of(m_record.statistics, m_record.time));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(about);
    layout->addWidget(m_view, 1);
    connect(files, &HistoryFiles::told, this, &RecordingView::told);
    connect(m_view, &HistoryView::told, this, &RecordingView::told);
    connect(&m_close, &QAction::triggered, this, &RecordingView::closeRequested);
}

QString RecordingView::title() const
{
    return tr("Recording of %1").arg(m_record.server.isEmpty() ? tr("a server") : m_record.server);
}

QString RecordingView::description() const
{
    const auto text = [](qint64 time) { return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QLocale::ShortFormat); };
    const QString times = tr("from %1 to %2").arg(text(m_record.history.begin()), text(m_record.history.end()));
    return m_record.version.isEmpty() ? tr("%1, %2").arg(title(), times) : tr("%1, memcached %2, %3").arg(title(), m_record.version, times);
}
