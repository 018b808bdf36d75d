#pragma once

#include "app/values/valuesplice.h"
#include "ui/valueedit/draftpane.h"

#include <QAction>
#include <QFutureWatcher>

#include <atomic>
#include <memory>
#include <vector>

class HintPage;
class NodeDelegate;
class NoticeRow;
class QModelIndex;
class QStackedWidget;
class ValueTreeView;

/// Changes texts, numbers and names of a draft one by one, where they stand in its tree: all other bytes of it stay as they are.
class TreePane : public DraftPane
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`: "valueEditTree".
    TreePane(const QString &name, ValueDraft *draft, QWidget *parent = nullptr);
    ~TreePane() override;

    [[nodiscard]] QString whyNot() const override;
    void enter() override;
    void forget() override;
    [[nodiscard]] QString flush() override;
    void goTo(qsizetype offset) override;
    void setLocked(bool locked) override;
    void find() override;
    void findNext(Direction direction) override;
    void adoptFixedFont() override;

    [[nodiscard]] Q_INVOKABLE bool isReadOnly() const { return m_locked; }
    [[nodiscard]] Q_INVOKABLE bool canUndo() const { return !m_undo.empty() && !isBusy(); }
    [[nodiscard]] Q_INVOKABLE bool canRedo() const { return !m_redo.empty() && !isBusy(); }

    /// Bytes of a value that is changed at once.
    static constexpr qsizetype mostAtOnce = 32 * 1024;
    /// Bytes of a text that is changed in its cell.
    static constexpr qsizetype longestInCell = 1'000;
    /// Steps that can be undone, and the bytes that are kept for them.
    static constexpr size_t mostSteps = 100;
    static constexpr qsizetype mostKept = qsizetype(64) * 1024 * 1024;

public slots:
    void undo();
    void redo();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void change(const QModelIndex &cell);
    [[nodiscard]] QString whyNotText(qint32 node, const QByteArray &text) const;
    void splice(qint32 node, const QByteArray &text);
    void takeSpliced();
    void use(const SplicedValue &spliced);
    void take();
    void show(const QString &hint);
    [[nodiscard]] bool isBusy() const;
    void showEditable();
    void tellUsual();
    void keepStep(const QByteArray &bytes);
    void step(std::vector<QByteArray> &from, std::vector<QByteArray> &to);

    ValueTreeView *m_tree;
    NodeDelegate *m_delegate;
    QStackedWidget *m_pages;
    HintPage *m_hint;
    QWidget *m_content;
    NoticeRow *m_notice;
    QAction m_asText{this};
    QAction m_asBytes{this};
    SharedReading m_shown;
    QFutureWatcher<SplicedValue> m_splicing;
    std::shared_ptr<std::atomic_bool> m_cancelled; ///< of what is under way
    bool m_isOwn = false;                          ///< what is being read was changed here
    bool m_locked = false;
    std::vector<QByteArray> m_undo;
    std::vector<QByteArray> m_redo;
};
