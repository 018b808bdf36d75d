#pragma once

#include "app/keyspace/keyfilter.h"

#include <QTimer>
#include <QWidget>

class KeyFilterField;
class SavedFilters;
class Settings;

/// Says which keys are seen: a line in which a KeyFilter is typed, with its history, the filters that were saved and help. What cannot be
/// read changes nothing; the field says what is wrong with it.
class KeyFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit KeyFilterBar(Settings *settings, QWidget *parent = nullptr);
    ~KeyFilterBar() override;

    /// The last that could be read.
    [[nodiscard]] const KeyFilter &filter() const { return m_filter; }
    /// As if it was typed and Enter pressed.
    void setText(const QString &text);
    /// What stands in the field.
    [[nodiscard]] QString text() const;
    /// What is wrong with that: a sentence; empty: nothing.
    [[nodiscard]] const QString &errorText() const { return m_errorText; }
    /// Goes to the field and selects what is in it.
    void beginTyping();

signals:
    void filterChanged(const KeyFilter &filter);
    /// Another sentence; empty: nothing is wrong any more.
    void errorChanged(const QString &text);
    /// Likewise, once the rest does not seem to be on its way any more: what is to be written on the screen.
    void errorTold(const QString &text);
    /// Escape was pressed in the empty field, which wants to give the focus back.
    void left();

private:
    void waitForMore();
    void apply();
    void tellError();
    void keep();

    Settings *m_settings;
    KeyFilterField *m_field;
    SavedFilters *m_saved;
    KeyFilter m_filter;
    QString m_errorText;
    QString m_toldError;
    QTimer m_delay;
    QTimer m_errorDelay;
};
