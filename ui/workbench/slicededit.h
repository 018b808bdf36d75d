#pragma once

#include <QByteArrayView>
#include <QObject>
#include <QTimer>

#include <functional>

class ByteEditor;

/// A change to a long text that is made in slices, which leave the window alive, and is undone as one step. Nothing else can be changed
/// meanwhile. A short one is over at once.
class SlicedEdit : public QObject
{
    Q_OBJECT

public:
    /// To be held as a value, and not to be used after `editor` has gone.
    explicit SlicedEdit(ByteEditor *editor);

    /// Bytes that a step should be about: more would take too long, fewer would make too many steps to be undone.
    static constexpr qint64 stepBytes = 32 * 1024;

    /// Goes on by `step`, which calls replace(), until it says that there is no more (false); finished() follows. Not while one is under
    /// way, nor while the editor is read-only. If the text is changed by something else meanwhile (another one is loaded), the rest is left
    /// out: abandoned() follows.
    void start(const std::function<bool()> &step);
    /// For a step: replaces a stretch of the text.
    void replace(qint64 from, qint64 to, QByteArrayView bytes);
    [[nodiscard]] bool isRunning() const { return bool(m_step); }
    /// Undoes what has been changed so far, which may take a while too; abandoned() follows at once.
    void cancel();

signals:
    /// A slice was made, and others follow.
    void progressed();
    void finished();
    void abandoned();

private:
    void slice();

    ByteEditor *m_editor;
    std::function<bool()> m_step;
    QTimer m_slice;
    quint64 m_revision = 0; ///< after the last slice
    bool m_changed = false;
};
