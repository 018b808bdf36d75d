#pragma once

#include "app/itemedit/valueencoding.h"
#include "ui/valueedit/draftpane.h"

#include <QTimer>

#include <optional>

class ElidedLabel;
class HexEditor;
class HintPage;
class QComboBox;
class QStackedWidget;
class QToolButton;
class ValueFindBar;

/// Changes the bytes of a draft, decompressed or as they are stored.
class HexPane : public DraftPane
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`: "valueEditHex".
    HexPane(const QString &name, ValueDraft *draft, QWidget *parent = nullptr);

    [[nodiscard]] QString whyNot() const override;
    void enter() override;
    void forget() override;
    [[nodiscard]] QString flush() override;
    void goTo(qsizetype offset) override;
    void setLocked(bool locked) override;
    void find() override;
    void findNext(Direction direction) override;

    [[nodiscard]] HexEditor *editor() const { return m_editor; }

private:
    using Stage = ValueDraft::Stage;

    void layOut(const QString &name);
    [[nodiscard]] Stage stage() const;
    [[nodiscard]] QString whyNotDecompressed() const;
    void changeStage();
    void showStored();
    void showBytes(const QByteArray &bytes);
    void showHint(const QString &text);
    void follow();
    void take();
    void showPlace();
    void seek();

    QStackedWidget *m_pages;
    HintPage *m_hint;
    QWidget *m_content;
    HexEditor *m_editor;
    ValueFindBar *m_find;
    QComboBox *m_stage;
    QToolButton *m_typing;
    ElidedLabel *m_place;
    ValueEncoding m_encoding; ///< of a draft whose stored bytes are to be seen
    std::optional<QByteArray> m_shown;
    std::optional<Stage> m_shownStage;
    OneLineJson m_brokenOf;    ///< of what is shown: what was mended here stays on one line
    bool m_hasContent = false; ///< the editor has the bytes of this edit
    bool m_dirty = false;
    bool m_loading = false;
    QTimer m_pause; ///< between a key and what becomes of it
};
