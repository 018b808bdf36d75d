#pragma once

#include "app/itemedit/editedvalue.h"
#include "app/results/bytefinder.h"
#include "app/values/valuereader.h"
#include "ui/values/bytesview.h"
#include "ui/values/readingchoices.h"
#include "ui/values/textview.h"
#include "ui/values/valueactions.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

class ChainStrip;
class EnvelopeNotice;
class QTabWidget;
class QToolButton;
class ReadingFault;
class ValueChanges;
class ValueEditor;
class ValueFindBar;

/// A value as the application meant it: how it was read, step by step, and what came of it in the forms that suit it, with a search. Its
/// bytes are there at once, and the rest when it is read. Where its owner allows that, it can be changed.
class ValuePage : public QWidget
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`: "valueText". `choices` must outlive it.
    ValuePage(const QString &name, ReadingChoices *choices, QWidget *parent = nullptr);

    struct Value
    {
        QByteArray key{};
        QByteArrayView bytes{};
        std::shared_ptr<const void> owner{}; ///< keeps the bytes alive
        std::optional<quint32> flags{};      ///< none: not known
    };
    /// The same value again stays as it is looked at.
    void showValue(const Value &value);
    /// Lets go of the one before; how it was looked at holds for when it comes again next.
    void clear();

    /// A form of values beside text and bytes, for the readings that it suits.
    struct Form
    {
        ValueForm form = ValueForm::Tree;
        QString title{};
        QWidget *view = nullptr; ///< taken over
        std::function<bool(const ValueReading &)> suits{};
        std::function<void(const SharedReading &)> show{}; ///< null: nothing
        std::function<void()> forget{};                    ///< another value comes; empty: it keeps nothing
        std::function<void()> find{};                      ///< opens its own search; empty: it has none
        std::function<void()> adoptFont{};                 ///< after a change of the font of keys and values; empty: it needs none
    };
    void addForm(const Form &form);

    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    [[nodiscard]] BytesView *bytes() const { return m_bytes; }
    /// Null: nothing, or not yet.
    [[nodiscard]] const SharedReading &reading() const { return m_reader.reading(); }
    /// For this once.
    void showForm(ValueForm form);
    /// Shows a place in the bytes.
    void goTo(BytesView::Stage stage, qsizetype from, qsizetype length);
    /// Opens the search.
    void find();
    /// After a change of the font of keys and values.
    void adoptFixedFont();

    // Changing. While that lasts nothing else takes the value's place: neither showValue() nor clear() does anything.

    /// Offers it. `whyNot`: why it cannot begin, or what was changed cannot be saved, for now: a sentence; empty: it can.
    void setEditable(const QString &whyNot);
    /// Begins; disabled where that cannot be, with the reason in its tool tip.
    [[nodiscard]] QAction *editAction() { return &m_edit; }
    [[nodiscard]] bool isEditing() const;
    /// Whether there are changes, in what is just being typed too.
    [[nodiscard]] bool isEdited() const;
    /// As the Save button does: saveRequested() follows, unless something is wrong, which is shown.
    void saveEdit();
    /// Ends without a question, also after what was changed has been saved.
    void endEdit();
    /// What saveRequested() asked for has failed, or was called off (empty): it goes on, with the reason shown.
    void keepEditing(const QString &why);

signals:
    /// It has begun, or is over, or has changes, or none any more.
    void editingChanged();
    /// Either endEdit() or keepEditing() has to follow: nothing can be changed until then.
    void saveRequested(const EditedValue &value);
    /// Saving was begun, and nothing came of it: the edit goes on.
    void editKept();
    /// It is read, or not any more.
    void readingChanged();
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void forgetLooks();
    void addChanges();
    void connectParts();
    void read();
    void follow();
    void stopReading();
    void showChain();
    void showForms();
    void bringForward(ValueForm form);
    [[nodiscard]] ValueForm bestForm() const;
    [[nodiscard]] bool isOffered(ValueForm form) const;
    [[nodiscard]] std::optional<ValueForm> currentForm() const;
    void takeTab();
    void fillCurrent();
    [[nodiscard]] const Form *formAt(int tab) const;
    void askToRemember();
    void seek();
    [[nodiscard]] std::pair<qsizetype, qsizetype> selection() const;
    void select(qsizetype from, qsizetype to);
    void showMatches(const ByteFinder::Matches &matches);
    [[nodiscard]] bool showSame() const;
    void setUpEditing();
    void beginEdit();
    void showEditor();
    void showWhetherEditable();
    [[nodiscard]] QString whyNotEditable() const;

    QString m_name;
    ReadingChoices *m_choices;
    Value m_value;
    QByteArray m_looksOf; ///< the key of what was shown last, also after clear()
    ValueReader m_reader;
    ValueActions m_actions;
    QTimer m_patience; ///< before it says that it is decoding
    ChainStrip *m_chain;
    ReadingFault *m_compressionFault;
    EnvelopeNotice *m_envelope;
    ReadingFault *m_formFault;
    QTabWidget *m_tabs;
    TextView *m_text;
    BytesView *m_bytes;
    ValueFindBar *m_find;
    ValueChanges *m_changes;
    QToolButton *m_editButton = nullptr;
    ValueEditor *m_editor = nullptr; ///< made when the first edit begins
    QAction m_edit{this};
    std::optional<QString> m_whyNotEditable; ///< none: changing is not offered
    bool m_readAgain = false;                ///< as soon as nothing is changed any more
    std::vector<Form> m_forms;               ///< behind text and bytes, in the order of their tabs
    std::vector<bool> m_offered;             ///< whether each suits the reading
    std::vector<bool> m_filled;              ///< whether each has the reading
    std::optional<QByteArrayView> m_sought;  ///< what the search is in, which keeps it alive
    bool m_settling = false;                 ///< what changes is changed by us
};
