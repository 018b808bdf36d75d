#pragma once

#include "app/itemedit/valuedifference.h"

#include <QDateTime>
#include <QWidget>

#include <optional>

class DiffView;

/// What has become of a value since it was looked at before: the value of the key that was shown last is kept, up to a bound, and compared
/// with what is shown now.
class ValueChanges : public QWidget
{
    Q_OBJECT

public:
    /// Bytes of a value that is kept.
    static constexpr qsizetype longest = qsizetype(8) * 1024 * 1024;

    explicit ValueChanges(QWidget *parent = nullptr);

    /// A value is about to be shown.
    void note(const QByteArray &key, QByteArrayView bytes, quint32 flags, ClientLibrary library);
    /// Whether what is shown has become of another value.
    [[nodiscard]] bool hasChanged() const { return m_before.has_value(); }
    /// How the value that is shown was read; null: nothing is shown.
    void showReading(const SharedReading &reading);
    void adoptFixedFont();

private:
    struct Seen
    {
        QByteArray key{};
        DiffSide side{};
        QDateTime time{};
    };

    DiffView *m_diff;
    std::optional<Seen> m_before;
    std::optional<Seen> m_now;
};
