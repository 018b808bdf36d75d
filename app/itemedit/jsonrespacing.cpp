#include "app/itemedit/jsonrespacing.h"

#include "app/itemedit/editabletext.h"

#include <QtConcurrentRun>

#include <utility>

JsonRespacing::JsonRespacing(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &JsonRespacing::take);
}

JsonRespacing::~JsonRespacing()
{
    cancel();
}

void JsonRespacing::respace(const QByteArray &bytes, JsonSpacing spacing, qsizetype most)
{
    cancel();
    m_bytes = bytes;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    // A mark in front of the text is no blank.
    const EditableText text = EditableText::read(bytes, TextEncoding::Utf8);
    m_watcher.setFuture(QtConcurrent::run([text, spacing, most, cancelled = m_cancelled] {
        const QByteArray json = respacedJson(text.text, spacing, most, cancelled.get());
        return json.isEmpty() ? json : text.mark + json;
    }));
}

void JsonRespacing::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
    m_cancelled.reset();
    m_bytes.clear();
    m_watcher.setFuture({});
}

void JsonRespacing::take()
{
    if (!m_cancelled || m_watcher.future().resultCount() == 0)
        return;
    m_cancelled.reset();
    const QByteArray respaced = m_watcher.future().takeResult();
    emit finished(std::exchange(m_bytes, {}), respaced);
}
