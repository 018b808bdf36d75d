#include "app/logfile.h"

#include "app/commands/readabletext.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QRegularExpression>

#include <atomic>

namespace {

constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

// Qt's message handler is a plain function: these tell it where to go.
std::atomic<LogFile *> openLog = nullptr;
std::atomic<QtMessageHandler> handlerBefore = nullptr;

const char *typeName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        break;
    }
    return "fatal";
}

/// Local time with its offset, so that lines from two machines can be put in order.
QString timeStamp()
{
    const QDateTime now = QDateTime::currentDateTime();
    return now.toOffsetFromUtc(now.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

} // namespace

LogFile::~LogFile()
{
    close();
}

Error LogFile::open(const QString &path)
{
    close();
    const QFileInfo place(path);
    if (place.exists() && !place.isFile()) // a FIFO would block
        return {Error::Code::Unreadable, tr("The log file %1 cannot be written: it is no file.").arg(path)};
    m_file.setFileName(place.absoluteFilePath());
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, ownerOnly))
        return {Error::Code::Unreadable, tr("The log file %1 cannot be written: %2.").arg(path, m_file.errorString())};
    m_file.setPermissions(ownerOnly); // of one that was there
    openLog = this;
    handlerBefore = qInstallMessageHandler(&LogFile::take);
    QLoggingCategory::setFilterRules(QStringLiteral("slabscope.*.info=true"));
    return {};
}

void LogFile::close()
{
    if (!isOpen())
        return;
    QLoggingCategory::setFilterRules(QString());
    qInstallMessageHandler(handlerBefore);
    openLog = nullptr;
    const QMutexLocker lock(&m_mutex);
    m_file.close();
}

bool LogFile::isOpen() const
{
    const QMutexLocker lock(&m_mutex);
    return m_file.isOpen();
}

QString LogFile::path() const
{
    const QMutexLocker lock(&m_mutex);
    return m_file.isOpen() ? m_file.fileName() : QString();
}

void LogFile::take(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QString category = QString::fromLatin1(context.category);
    if (LogFile *log = openLog) {
        const QString head = QStringLiteral("%1 %2 %3: ").arg(timeStamp(), QLatin1String(typeName(type)), category);
        log->write((head + safeLogLine(text.left(longestLine))).toUtf8() + '\n');
    }
    // What is only said because there is a log file stays out of standard error.
    const bool ours = type == QtInfoMsg && category.startsWith(QLatin1String("slabscope."));
    if (const QtMessageHandler before = handlerBefore; before && !ours)
        before(type, context, text);
}

/// A disk that is full loses lines, nothing else.
void LogFile::write(const QByteArray &line)
{
    const QMutexLocker lock(&m_mutex);
    if (m_file.isOpen() && (m_file.size() + line.size() <= longest || beginAnew()))
        m_file.write(line);
}

bool LogFile::beginAnew()
{
    const QString path = m_file.fileName();
    const QString older = path + QLatin1String(".1");
    m_file.close();
    QFile::remove(older);
    // Where the old one cannot be kept, in a folder that may not be changed, its room is used again.
    const bool kept = QFile::rename(path, older);
    const QIODevice::OpenMode place = kept ? QIODevice::Append : QIODevice::Truncate;
    m_file.setFileName(path);
    return m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered | place, ownerOnly);
}

QString safeLogLine(const QString &line)
{
    // Whatever precedes the last "@" behind an address's beginning may be a password, which can hold any character.
    static const QRegularExpression inUrl(QStringLiteral("://.*@"), QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression inAddress(QStringLiteral("\\S+:\\S*@"));
    QString safe = line;
    safe.replace(inUrl, QStringLiteral("://"));
    safe.remove(inAddress);
    QString shown;
    shown.reserve(safe.size());
    const QList<uint> points = safe.toUcs4();
    for (const uint point : points)
        shown += isReadable(point) ? QStringView(QChar::fromUcs4(point)) : QStringView(u" ");
    return shown;
}
