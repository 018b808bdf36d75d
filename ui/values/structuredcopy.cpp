#include "ui/values/structuredcopy.h"

#include <QApplication>
#include <QClipboard>
#include <QLocale>
#include <QtConcurrentRun>

namespace {

/// As it is seen, but for the insides of folds that are selected whole.
QString written(const StructuredLines &lines, const LineFolding &folding, TextSpot from, TextSpot to)
{
    using Folding = StructuredLines::Folding;
    QString text;
    for (int line = from.line; line <= to.line && text.size() <= StructuredCopy::most; ++line) {
        const bool isCutFold = from.line == to.line && folding.isFolded(line);
        QString one = lines.written(line, isCutFold ? Folding::Folded : Folding::Open).text;
        if (line == to.line)
            one.truncate(to.column);
        text += (line == from.line ? one.mid(from.column) : one) + QLatin1Char('\n');
    }
    text.chop(1);
    return text;
}

} // namespace

StructuredCopy::StructuredCopy(QObject *parent)
    : QObject(parent)
{
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] {
        if (m_writing.future().resultCount() > 0)
            finish(m_writing.result());
    });
}

StructuredCopy::~StructuredCopy() = default;

void StructuredCopy::copy(const std::shared_ptr<const StructuredLines> &lines, const LineFolding &folding, TextSpot from, TextSpot to)
{
    constexpr int mostAtOnce = 2'000; // lines that take no time worth a thread
    m_writing.setFuture({});          // what is being written is no longer wanted
    // A fold that is selected to its end is meant with its inside.
    if (from.line != to.line && folding.isFolded(to.line)) {
        const int end = lines->foldEnd(to.line);
        to = {end, int(lines->written(end, StructuredLines::Folding::Open).text.size())};
    }
    if (to.line - from.line <= mostAtOnce) {
        finish(written(*lines, folding, from, to));
        return;
    }
    emit told(tr("Copying…"));
    m_writing.setFuture(QtConcurrent::run([lines, folding, from, to] { return written(*lines, folding, from, to); }));
}

void StructuredCopy::finish(const QString &text)
{
    QApplication::clipboard()->setText(text);
    emit told(text.size() > most ? tr("Too long: only the first %1 characters were copied").arg(QLocale().toString(most)) : tr("Copied"));
}
