#pragma once

#include <QStringList>

/// Lines that were entered, and a way back and forth through them that gives back the line that was being written.
class CommandHistory
{
public:
    explicit CommandHistory(const QStringList &lines = {});

    [[nodiscard]] const QStringList &lines() const { return m_lines; }
    /// Keeps `line` as the latest; one that was there before moves.
    void add(const QString &line);
    /// The line before the one shown; `current` is what is shown now. At the first line it stays there.
    [[nodiscard]] QString previous(const QString &current);
    /// The line after the one shown, in the end the one that was being written.
    [[nodiscard]] QString next(const QString &current);

private:
    QStringList m_lines;
    QString m_draft;
    qsizetype m_position = 0;
};
