#pragma once

#include "app/values/textencoding.h"

#include <QAction>
#include <QByteArrayView>
#include <QFutureWatcher>
#include <QWidget>

#include <atomic>
#include <memory>

class LongText;
class QComboBox;

/// A value as text, in an encoding that is seen in its bytes or chosen.
class TextView : public QWidget
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`: "valueText".
    explicit TextView(const QString &name, QWidget *parent = nullptr);
    ~TextView() override;

    /// `owner` keeps `bytes` alive.
    void setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner);
    [[nodiscard]] LongText *text() { return m_text; }
    /// What is shown, in UTF-8, and what keeps it alive.
    [[nodiscard]] QByteArrayView shown() const { return m_shown; }
    [[nodiscard]] const std::shared_ptr<const void> &shownOwner() const { return m_shownOwner; }

    /// Bytes that are brought into UTF-8 without a thread.
    static constexpr qsizetype mostAtOnce = 64 * 1024;

signals:
    /// Something else is shown than before.
    void shownChanged();

private:
    void encode();
    void take();
    void show(QByteArrayView bytes, const std::shared_ptr<const void> &owner);

    LongText *m_text;
    QComboBox *m_encoding;
    QAction m_wrapAction{this};
    QByteArrayView m_bytes;
    std::shared_ptr<const void> m_owner;
    QByteArrayView m_shown;
    std::shared_ptr<const void> m_shownOwner;
    QFutureWatcher<QByteArray> m_encoded;
    std::shared_ptr<std::atomic_bool> m_cancelled; ///< of what is being encoded
};
