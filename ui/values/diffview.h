#pragma once

#include "app/itemedit/valuedifference.h"

#include <QAction>
#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

#include <atomic>
#include <memory>

class DiffArea;
class ElidedLabel;
class HintPage;
class QComboBox;
class QLabel;
class QStackedWidget;
class QToolButton;

/// What differs in two values: in what they mean, or where they mean nothing but bytes, or it is wished, in these. It is worked out off the
/// thread of the window; the latest question wins.
class DiffView : public QWidget
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`: "saveDiffArea".
    explicit DiffView(const QString &name, QWidget *parent = nullptr);
    ~DiffView() override;

    void setTitles(const QString &before, const QString &after);
    void compare(const DiffSide &before, const DiffSide &after);
    [[nodiscard]] bool isBusy() const { return m_cancelled != nullptr; }
    /// Of what is shown.
    [[nodiscard]] int changeCount() const;
    [[nodiscard]] DiffArea *area() const { return m_area; }
    /// After a change of the font of keys and values.
    void adoptFixedFont();

signals:
    void compared();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Shown : quint8 { Meaning, Bytes };
    void layOut();
    void setUp(QAction &action, QToolButton *button, const QString &name, const char *icon, const QString &text, const QString &keys);
    void take();
    void showDifference();
    void showPage(QWidget *page);
    void step(int by);
    void updateState();

    QComboBox *m_form;
    ElidedLabel *m_count;
    QAction m_previous{this};
    QAction m_next{this};
    QToolButton *m_previousButton;
    QToolButton *m_nextButton;
    QStackedWidget *m_pages;
    DiffArea *m_area;
    HintPage *m_same;
    QLabel *m_wait;
    QTimer m_patience; ///< before it says that it compares
    ValueDifference m_difference;
    QFutureWatcher<ValueDifference> m_watcher;
    std::shared_ptr<std::atomic_bool> m_cancelled; ///< of what is under way
};
