#pragma once

#include <QAction>
#include <QFrame>

#include <optional>

class NoticeRow;
class QLabel;
class QProgressBar;
class QToolButton;

/// Says that a value is being changed and how far, and ends that; a row of its own says what is wrong.
class EditStrip : public QFrame
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`: "valueEdit".
    explicit EditStrip(const QString &name, QWidget *parent = nullptr);

    struct State
    {
        bool isChanged = false;
        bool canCancel = true;            ///< what is being done
        qsizetype before = 0;             ///< bytes
        std::optional<qsizetype> after{}; ///< none: that is not known
        QString work{};                   ///< what is being done with it; empty: nothing
        QString whyNot{};                 ///< why it cannot be saved, a sentence; empty: it can
        QString fault{};                  ///< what is wrong with the draft, a sentence
        bool isGrave = true;              ///< the fault is in the way, and not only worth a look
        bool hasPlace = false;            ///< the fault is somewhere that can be shown
    };
    void show(const State &state);

    /// What is wrong, and a button that leads there. Whoever lays it out takes it over, and keeps usualFaultHeight() for it, so that
    /// nothing moves.
    [[nodiscard]] QWidget *faultRow() const { return m_faultRow; }
    /// In logical pixels.
    [[nodiscard]] int usualFaultHeight() const;
    [[nodiscard]] QAction *saveAction() { return &m_save; }
    [[nodiscard]] QAction *discardAction() { return &m_discard; }
    [[nodiscard]] QAction *resetAction() { return &m_reset; }

signals:
    void placeRequested();
    void cancelRequested();

private:
    QToolButton *addButton(QAction &action, const char *name, const QString &text, const char *icon, const QString &tip);

    QString m_name;
    QAction m_save{this};
    QAction m_discard{this};
    QAction m_reset{this};
    QLabel *m_state;
    QLabel *m_size;
    QLabel *m_work;
    QToolButton *m_cancel;
    QToolButton *m_saveButton;
    QToolButton *m_discardButton;
    QToolButton *m_resetButton;
    QWidget *m_faultRow;
    NoticeRow *m_fault;
    QToolButton *m_place;
};
