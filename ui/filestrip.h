#pragma once

#include "connection/error.h"

#include <QWidget>

class ElidedLabel;
class QProgressBar;
class QToolButton;

/// A line that says how the writing or reading of a file goes, with a bar and a button that cancels it, and then how it went. Hidden while
/// there is nothing to say.
class FileStrip : public QWidget
{
    Q_OBJECT

public:
    /// Of what is seen of it, the parts get their names by whoever says what kind of file it is.
    explicit FileStrip(QWidget *parent = nullptr);

    /// Of the bar, from nothing to all.
    static constexpr int progressSteps = 1'000;

    /// Takes away what is said of something that is over.
    void dismiss();

protected:
    [[nodiscard]] ElidedLabel *text() const { return m_text; }
    [[nodiscard]] QProgressBar *progress() const { return m_progress; }
    [[nodiscard]] QToolButton *cancelButton() const { return m_cancel; }
    [[nodiscard]] QToolButton *closeButton() const { return m_close; }
    /// Shows `text` and an empty bar.
    void tellBegin(const QString &text);
    /// So much of it is done.
    void tellProgress(qint64 done, qint64 all);
    /// `cancelled`: what is said where it was; empty: it was not.
    void tellEnd(const Error &error, const QString &cancelled, const QString &done);

private:
    ElidedLabel *m_text;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QToolButton *m_close;
};
