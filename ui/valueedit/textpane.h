#pragma once

#include "app/itemedit/jsonrespacing.h"
#include "app/itemedit/onelinejson.h"
#include "ui/valueedit/draftpane.h"
#include "ui/valueedit/drafttext.h"
#include "ui/valueedit/valuetextedit.h"

#include <QAction>
#include <QTimer>

#include <array>
#include <optional>

class ElidedLabel;
class FindBar;
class HintPage;
class QCheckBox;
class QComboBox;
class QStackedWidget;

/// Changes a draft as text: all of its decoded bytes in their encoding, or of a value that was decoded to a single part, that part's text.
class TextPane : public DraftPane
{
    Q_OBJECT

public:
    using Language = ValueTextEdit::Language;

    /// The names of what is in it begin with `name`: "valueEditText". As JSON it has UTF-8 only, and can be spaced
    /// anew; what is on one line is shown indented, and stays on one line.
    TextPane(const QString &name, Language language, ValueDraft *draft, QWidget *parent = nullptr);

    [[nodiscard]] QString whyNot() const override;
    void enter() override;
    void forget() override;
    [[nodiscard]] QString flush() override;
    [[nodiscard]] bool hasFaultPlace() const override { return !m_fault.isEmpty() && m_faultAt >= 0; }
    [[nodiscard]] bool wantsFaultless() const override { return m_language == Language::Json; }
    void goTo(qsizetype offset) override;
    void setLocked(bool locked) override;
    void find() override;
    void findNext(Direction direction) override;

    [[nodiscard]] ValueTextEdit *edit() const { return m_edit; }

    /// Bytes in a line that is wrapped at first.
    static constexpr qsizetype longestWrapped = 32 * 1024;

private:
    static constexpr std::array encodings{TextEncoding::Utf8, TextEncoding::Latin1, TextEncoding::Utf16Le, TextEncoding::Utf16Be};

    void layOut(const QString &name);
    void setUp(QAction &action, const char *name, const QString &text, const QString &tip);
    [[nodiscard]] DraftText source() const;
    void changeEncoding();
    void follow();
    void take();
    void markFault();
    void showPlace();
    void respace(JsonSpacing spacing);
    [[nodiscard]] OneLineJson offeredView() const;
    [[nodiscard]] bool isOtherForm() const;
    void changeView();
    void showOptions(bool isShown, bool isViewOffered);
    void takeRespaced(const QByteArray &bytes, const QByteArray &respaced);

    Language m_language;
    QStackedWidget *m_pages;
    HintPage *m_hint;
    QWidget *m_content;
    ValueTextEdit *m_edit;
    FindBar *m_find;
    QComboBox *m_encoding;
    ElidedLabel *m_place;
    QList<QWidget *> m_forText; ///< of no use where there is none
    QAction m_wrap{this};
    QAction m_indent{this};
    QAction m_compact{this};
    QAction m_indentLong{this}; ///< the same, where the text cannot be shown before
    QCheckBox *m_view;          ///< indented for the eye only
    QList<QWidget *> m_forSpacing;
    OneLineJson m_oneLine;  ///< of what is shown indented; none: it is shown as it is
    OneLineJson m_brokenOf; ///< that of the draft, when the editor was last of one mind with it
    std::optional<DraftText> m_source;
    std::optional<QByteArray> m_shown; ///< the decoded bytes that the editor has
    SharedReading m_partOf;            ///< the reading whose only part is shown
    bool m_dirty = false;
    bool m_loading = false;
    QString m_fault;
    qsizetype m_faultAt = 0; ///< in the text; -1: nowhere in particular
    QTimer m_pause;          ///< between a key and what becomes of it
    JsonRespacing m_respacing;
};
