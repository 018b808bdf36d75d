#pragma once

#include <QStringList>

/// Lines that were entered, and a way back and forth through them that gives back the line that was being written.
class CommandHistory
{
public:
    explicit CommandHistory(const QStringList &lines = {});

    [[nodiscard]] const QStringList &lines() const { return m_lines; }
    /// Keeps `line` as the latest; one that was there before moves. One that begins with a blank is not kept.
    void add(const QString &line);
    void remove(const QString &line);
    /// The lines that hold every word of `words` in any case, the latest first; all where there is no word.
    [[nodiscard]] QStringList matching(const QString &words) const;
    /// The line before the one shown; `current` is what is shown now. At the first line it stays there.
    [[nodiscard]] QString previous(const QString &current);
    /// The line after the one shown, in the end the one that was being written.
    [[nodiscard]] QString next(const QString &current);

private:
    QStringList m_lines;
    QString m_draft;
    qsizetype m_position = 0;
};

/// Whether a line keeps itself out of the history: it begins with a blank.
[[nodiscard]] bool isPrivate(const QString &line);
