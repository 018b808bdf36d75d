#pragma once

#include "ui/workbench/searchpattern.h"
#include "ui/workbench/slicededit.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

class ByteEditor;

/// Finds every match of a pattern in an editor, in slices that leave the window alive however long the text is, and again after a change;
/// marks those in sight; goes from one to the next, around the end too; replaces them.
class ScriptSearch : public QObject
{
    Q_OBJECT

public:
    enum class Direction { Forward, Backward };

    explicit ScriptSearch(ByteEditor *editor, QObject *parent = nullptr);

    void setPattern(const SearchPattern &pattern);
    [[nodiscard]] const SearchPattern &pattern() const { return m_pattern; }
    /// Whether count() is all of them.
    [[nodiscard]] bool isFinished() const { return m_finished; }
    [[nodiscard]] qsizetype count() const { return qsizetype(m_matches.size()); }
    /// Which match is selected, from 1; 0: none.
    [[nodiscard]] qsizetype selectedNumber() const;

    /// Selects the next match from the cursor on, or the one before it; found() or notFound() follows.
    void find(Direction direction);
    /// Selects the first match from `offset` on.
    void findFrom(qint64 offset);
    /// Replaces the match that is selected, if one is, and goes to the next.
    void replace(const QByteArray &with);
    /// By one step of undo, which may take a while too; replacedAll() follows, unless another pattern or another text comes meanwhile.
    void replaceAll(const QByteArray &with);
    [[nodiscard]] bool isReplacing() const { return m_with.has_value(); }
    /// Takes back what has been replaced so far.
    void cancelReplacing();

    /// A text with more is searched no further.
    static constexpr size_t mostMatches = 4'000'000;

signals:
    /// The count changed, or became final.
    void progressed();
    /// `around`: on the way it went over the end of the text, or over the start.
    void found(bool around);
    void notFound();
    void replacedAll(qsizetype count);
    /// After replaceAll(), whatever became of it.
    void replacingEnded();

private:
    struct Wish
    {
        Direction direction;
        qint64 from;
    };

    void outdate();
    void restart();
    void searchSlice();
    bool searchSome();
    void finish();
    void grant();
    void go(const TextMatch &match, bool around);
    [[nodiscard]] bool isMatch(const TextMatch &stretch) const;
    void beginReplacing();
    bool replaceSome();
    void endReplacing();
    void replaceLines(size_t first, size_t last);
    void markVisible();

    ByteEditor *m_editor;
    SlicedEdit m_edit;
    SearchPattern m_pattern;
    std::vector<TextMatch> m_matches; ///< in order
    qint64 m_searched = 0;            ///< everything in front of it
    std::optional<Wish> m_wish;
    std::optional<QByteArray> m_with;               ///< to replace all with
    size_t m_replaceable = 0;                       ///< matches still to be replaced, from the first
    std::optional<std::vector<TextMatch>> m_marked; ///< in sight; nothing: they have moved
    qint64 m_cursorLine = 1;
    qint64 m_topLine = 1;
    QTimer m_slice;
    QTimer m_delay;
    bool m_finished = true;
    bool m_outdated = false;
};
