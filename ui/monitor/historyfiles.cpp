#include "ui/monitor/historyfiles.h"

#include "ui/iconengine.h"
#include "ui/keys/suggestedfile.h"
#include "ui/monitor/historyview.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QSvgGenerator>

HistoryFiles::HistoryFiles(HistoryView *view, const QString &name, std::function<StatRecord()> record)
    : QObject(view)
    , m_view(view)
    , m_record(std::move(record))
{
    const auto add = [&](QAction &action, const char *word, const char *icon, const QString &text, const QString &tip) {
        action.setObjectName(name + QLatin1String(word));
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setText(text);
        action.setStatusTip(tip);
        m_menu.addAction(&action);
    };
    m_menu.setObjectName(name + QStringLiteral("Files"));
    m_menu.setTitle(tr("Files"));
    m_menu.setIcon(themedIcon(QStringLiteral("save")));
    m_menu.menuAction()->setObjectName(name + QStringLiteral("FilesMenu"));
    m_menu.menuAction()->setToolTip(tr("Write charts and numbers to files, keep and open recordings"));
    add(m_charts, "ExportCharts", "file-down", tr("Export &charts…"), tr("Write the charts to a picture (PNG or SVG)"));
    add(m_numbers, "ExportNumbers", "file-down", tr("Export &numbers…"),
        tr("Write what was measured in the time that is shown (CSV, or a line of JSON for each)"));
    add(m_save, "SaveRecording", "save", tr("&Save recording…"),
        tr("Keep all that was measured in a file, to look at it without the server"));
    connect(&m_charts, &QAction::triggered, this, [this] {
        ask(tr("Export charts"), {tr("Pictures (*.png)"), tr("Drawings (*.svg)")}, &HistoryFiles::writeCharts);
    });
    connect(&m_numbers, &QAction::triggered, this, [this] {
        ask(tr("Export numbers"), {tr("Tables (*.csv)"), tr("JSON, one object a line (*.jsonl)")}, &HistoryFiles::writeNumbers);
    });
    connect(&m_save, &QAction::triggered, this,
            [this] { ask(tr("Save recording"), {tr("Recordings of servers (*.slabstats)")}, &HistoryFiles::save); });
    connect(&m_writing, &FileWriting::finished, this, [this] { finish(m_writing); });
    connect(&m_picture, &FileWriting::finished, this, [this] { finish(m_picture); });
}

void HistoryFiles::setEnabled(const StatHistory &history)
{
    for (QAction *action : {&m_charts, &m_numbers, &m_save})
        action->setEnabled(!history.isEmpty());
}

void HistoryFiles::ask(const QString &title, const QStringList &filters, void (HistoryFiles::*write)(const QString &))
{
    const auto suffixOf = [](const QString &filter) { return filter.section(QStringLiteral("*."), 1).section(QLatin1Char(')'), 0, 0); };
    auto *dialog =
        new QFileDialog(m_view, title, suggestedFile(m_record().server, suffixOf(filters.first())), filters.join(QStringLiteral(";;")));
    dialog->setObjectName(QStringLiteral("historyFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(filters.first()));
    connect(dialog, &QFileDialog::filterSelected, dialog, [=](const QString &filter) { dialog->setDefaultSuffix(suffixOf(filter)); });
    connect(dialog, &QFileDialog::fileSelected, this, write);
    dialog->open();
}

/// What a picture is of, also where it was sent to somebody.
QString HistoryFiles::title() const
{
    const auto text = [](qint64 time) {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    };
    const QString times = tr("%1 to %2").arg(text(m_view->time()->begin()), text(m_view->time()->end()));
    const QString server = m_record().server;
    return server.isEmpty() ? times : tr("%1, %2").arg(server, times);
}

void HistoryFiles::writeCharts(const QString &path)
{
    constexpr int scale = 2;             // pixels of a picture for each on the screen
    constexpr QSize usual(1'200, 1'000); // where the charts are not on the screen
    if (m_picture.isRunning())
        return;
    const QSize size = m_view->charts()->isVisible() ? m_view->charts()->size() : usual;
    if (!path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(scale);
        m_view->charts()->paintOn(&image, size, title());
        m_picture.start(path, image);
        return;
    }
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(title());
    m_view->charts()->paintOn(&generator, size, title());
    m_picture.start(path, buffer.data());
}

void HistoryFiles::writeNumbers(const QString &path)
{
    if (m_writing.isRunning())
        return;
    const bool isJson =
        path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive) || path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    m_writing.writeText(path, isJson ? StatFormat::JsonLines : StatFormat::Csv, m_record().history, m_view->time()->begin(),
                        m_view->time()->end());
}

void HistoryFiles::save(const QString &path)
{
    if (!m_writing.isRunning())
        m_writing.save(path, m_record());
}

void HistoryFiles::finish(const FileWriting &writing)
{
    m_view->tellProblem(writing.error().text);
    if (!writing.error() && !writing.isCancelled())
        emit told(tr("Written: %1").arg(QDir::toNativeSeparators(writing.path())));
}
