#include "ui/profiles/importsource.h"

#include "app/profiles/exchange/exchangefile.h"
#include "ui/workbench/pastefield.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace std::chrono_literals;

namespace {

std::variant<ReadImport, Error> readFile(const QString &path)
{
    const auto bytes = ExchangeFile::read(path);
    if (const auto *error = std::get_if<Error>(&bytes))
        return *error;
    return ImportReader::read(std::get<QByteArray>(bytes));
}

} // namespace

ImportSource::ImportSource(QWidget *parent)
    : QWidget(parent)
    , m_text(new PasteField(this))
    , m_name(new QLabel(this))
    , m_open(new QPushButton(tr("&Open file…"), this))
    , m_letGo(new QPushButton(tr("P&aste instead"), this))
{
    m_text->setObjectName(QStringLiteral("importText"));
    m_text->setAccessibleName(tr("Servers"));
    m_text->setPlaceholderText(
        QStringLiteral("cache-1.example:11211\nmemcacheds://user@cache-2.example\n--SERVER=cache-3.example:11212/?2"));
    m_name->setObjectName(QStringLiteral("importSource"));
    m_name->setTextFormat(Qt::PlainText);
    m_open->setObjectName(QStringLiteral("importOpen"));
    m_letGo->setObjectName(QStringLiteral("importLetGo"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(150ms);
    setFocusProxy(m_text);
    layOut();

    connect(m_open, &QPushButton::clicked, this, &ImportSource::askForFile);
    connect(m_letGo, &QPushButton::clicked, this, [this] {
        letGo();
        m_text->setFocus();
    });
    connect(m_text, &PasteField::fileDropped, this, &ImportSource::openFile);
    connect(m_text, &PasteField::longTextPasted, this, [this](const QString &text) {
        m_held = text.toUtf8();
        m_holding = true;
        m_name->setText(tr("Pasted text"));
        read();
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_delay.start();
        emit changed();
    });
    connect(&m_delay, &QTimer::timeout, this, &ImportSource::read);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &ImportSource::takeRead);
    updateParts();
}

void ImportSource::layOut()
{
    auto *label = new QLabel(tr("Se&rvers:"), this);
    label->setBuddy(m_text);
    auto *line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(m_name, 1);
    line->addWidget(m_letGo);
    line->addWidget(m_open);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addWidget(m_text, 1);
}

void ImportSource::askForFile()
{
    auto *dialog =
        new QFileDialog(window(), tr("Import profiles"), QString(), tr("Profiles and lists (*.json *.txt *.conf);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportSource::openFile);
    dialog->open();
}

void ImportSource::openFile(const QString &path)
{
    if (!m_changeable)
        return;
    m_path = path;
    m_holding = true;
    m_name->setText(QFileInfo(path).fileName());
    m_name->setToolTip(path);
    read();
}

/// The field's text counts again.
void ImportSource::letGo()
{
    m_holding = false;
    m_path.clear();
    m_held.clear();
    m_name->clear();
    m_name->setToolTip(QString());
    read();
}

void ImportSource::read()
{
    m_delay.stop();
    if (!m_changeable)
        return;
    updateParts();
    emit begun();
    if (!m_path.isEmpty())
        m_reading.setFuture(QtConcurrent::run(readFile, m_path));
    else
        m_reading.setFuture(QtConcurrent::run(&ImportReader::read, m_holding ? m_held : m_text->toPlainText().toUtf8()));
}

void ImportSource::takeRead()
{
    const Read read = m_reading.future().takeResult();
    const auto *error = std::get_if<Error>(&read);
    QString fault;
    if (error)
        fault = m_path.isEmpty() || error->text.contains(m_path) ? error->text : tr("%1 cannot be imported. %2").arg(m_path, error->text);
    emit found(error ? ReadImport() : std::get<ReadImport>(read), fault);
}

void ImportSource::setChangeable(bool changeable)
{
    m_changeable = changeable;
    updateParts();
}

void ImportSource::updateParts()
{
    m_text->setVisible(!m_holding);
    m_text->setEnabled(m_changeable);
    m_open->setEnabled(m_changeable);
    m_letGo->setVisible(m_holding);
    m_letGo->setEnabled(m_changeable);
    // The rest of the window gets the place of a text that is not shown.
    setSizePolicy(QSizePolicy::Preferred, m_holding ? QSizePolicy::Fixed : QSizePolicy::Preferred);
}
