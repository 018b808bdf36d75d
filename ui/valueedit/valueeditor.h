#pragma once

#include "app/itemedit/valuedraft.h"
#include "app/itemedit/valueencoding.h"
#include "ui/values/readingchoices.h"

#include <QWidget>

#include <functional>

class DraftPane;
class EditStrip;
class HexPane;
class QMessageBox;
class QTabWidget;
class TextPane;
class TreePane;

/// Changes a value, as text, JSON, tree or bytes, all of one draft, and says what it would be stored as.
class ValueEditor : public QWidget
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`: "valueEdit".
    explicit ValueEditor(const QString &name, QWidget *parent = nullptr);

    /// Begins with a value, in the form that it is looked at, or one in which it can be changed.
    void begin(const ValueDraft::Base &base, ValueForm form);
    [[nodiscard]] bool isEditing() const { return m_isEditing; }
    /// Whether anything would be lost.
    [[nodiscard]] bool isEdited();
    /// Ends without a question.
    void end();
    /// Why nothing can be saved for now, a sentence; empty: it can.
    void setSaving(const QString &whyNot);
    /// Begins to save: saveRequested() follows, unless something is wrong, which is shown.
    void save();
    /// What was asked for has failed, or was called off (empty): the edit goes on.
    void keepEditing(const QString &why);
    /// Calls `then` at once where nothing is changed, else after the person has dropped the changes.
    void whenDiscarded(const std::function<void()> &then);
    void adoptFixedFont();

    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }

signals:
    /// The edit is over.
    void ended();
    /// It has changes, or none any more.
    void editedChanged();
    void saveRequested(const EditedValue &value);
    /// Saving was begun, and the edit goes on.
    void kept();
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Phase {
        Writing,  ///< the person changes it
        Waiting,  ///< it is to be saved once it has been read
        Encoding, ///< its stored bytes are being made
        Saving,   ///< whoever was asked to saves it
    };

    [[nodiscard]] DraftPane *pane() const;
    void connectPanes();
    void takeTab(int index);
    void goTo(DraftPane *pane, qsizetype offset);
    void showFaultPlace();
    void discard();
    void reset();
    void takeFault(const QString &fault);
    void followDraft();
    void goOnSaving();
    void setPhase(Phase phase);
    void showState();
    [[nodiscard]] static QString faultInText(QByteArrayView decoded, const DecodeFault &fault);

    ValueDraft m_draft;
    ValueEncoding m_encoding;
    EditStrip *m_strip;
    QTabWidget *m_tabs;
    TextPane *m_text;
    HexPane *m_hex;
    TextPane *m_json;
    TreePane *m_tree;
    QList<DraftPane *> m_panes; ///< in the order of their tabs
    QMessageBox *m_question = nullptr;
    int m_front = 0;
    bool m_isEditing = false;
    bool m_wasEdited = false;
    Phase m_phase = Phase::Writing;
    QString m_whyNotSaved;
    QString m_typedFault; ///< of what is typed and is no draft
    QString m_failure;    ///< of the last try to save it
};
