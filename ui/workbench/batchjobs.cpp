#include "ui/workbench/batchjobs.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace {

constexpr qsizetype rowsAtOnce = 5000;

ReadRows failed(const QString &text)
{
    return {.error = {.code = Error::Code::Unreadable, .text = text}};
}

} // namespace

ReadRows readRows(const QString &path, qint64 longest)
{
    QFile file(path);
    if (!QFileInfo(path).isFile()) // a FIFO would block
        return failed(QCoreApplication::translate("BatchJobs", "%1 is no file.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return failed(QCoreApplication::translate("BatchJobs", "%1 cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > longest)
        return failed(QCoreApplication::translate("BatchJobs", "%1 is longer than %2.").arg(path, QLocale().formattedDataSize(longest)));
    return {.bytes = file.read(longest)};
}

void makeBatch(QPromise<std::shared_ptr<MadeBatch>> &promise, const BatchRecipe &recipe)
{
    promise.setProgressRange(0, batchProgressSteps);
    BatchMaking making(recipe);
    while (!promise.isCanceled() && making.make(rowsAtOnce))
        promise.setProgressValue(int(making.position() * batchProgressSteps / std::max<qsizetype>(recipe.text.size(), 1)));
    if (!promise.isCanceled())
        promise.addResult(std::make_shared<MadeBatch>(making.takeMade()));
}

QByteArray beginning(const QByteArray &text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    const qsizetype end = text.lastIndexOf('\n', length);
    return text.first(end > 0 ? end + 1 : length);
}
