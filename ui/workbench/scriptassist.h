#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>

class ScriptEditor;

/// What may be written at the cursor.
struct CompletionList
{
    QByteArrayList words;   ///< best first, without line ends
    qsizetype replaced = 0; ///< bytes in front of the cursor that the chosen word takes the place of
};

/// Helps with writing a script: offers what may come next, and says what the command at hand takes. What that is comes from sources, which
/// know the language; without one there is no such help.
class ScriptAssist : public QObject
{
    Q_OBJECT

public:
    explicit ScriptAssist(ScriptEditor *editor);

    /// Given the bytes of the line in front of the cursor.
    using CompletionSource = std::function<CompletionList(QByteArrayView before)>;
    using TipSource = std::function<QString(QByteArrayView before)>;
    void setCompletionSource(const CompletionSource &source) { m_completions = source; }
    /// An empty tip: there is none.
    void setTipSource(const TipSource &source) { m_tips = source; }

    /// Offers what may come next, whatever has been written.
    void complete();

private:
    void followTyping(int character);
    void showTip();

    ScriptEditor *m_editor;
    CompletionSource m_completions;
    TipSource m_tips;
};
