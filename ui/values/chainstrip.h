#pragma once

#include "app/values/sharedreading.h"
#include "ui/values/readingchoices.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;
class StepButton;

/// From an item's flags to what its value means, step by step: what was done, how sure that is and why, and the person's own say.
class ChainStrip : public QWidget
{
    Q_OBJECT

public:
    /// The names of what is in it begin with `name`.
    explicit ChainStrip(const QString &name, QWidget *parent = nullptr);

    struct Chain
    {
        std::optional<quint32> flags{}; ///< none: not known
        ClientLibrary library = ClientLibrary::Unknown;
        ReadingChoices::Choice choice{};
        SharedReading reading{};      ///< null: not yet
        QList<OwnDecoder> decoders{}; ///< of the person's own, which they can choose
    };
    void showChain(const Chain &chain);
    /// What stands there while there is no reading.
    enum class Wait { None, Reading, Stopped };
    void setWait(Wait wait);

signals:
    void stepsChosen(const ChosenSteps &steps);
    void rememberRequested();
    void forgetRequested(const QString &pattern);
    void stopRequested();
    /// The person wants to set up decoders of their own.
    void setUpRequested();

protected:
    bool event(QEvent *event) override;

private:
    void keepHeight();
    void fillMenus();
    QWidget *withArrow(QWidget *step);
    void showFlags(const Chain &chain);
    void showMemory(const ReadingChoices::Choice &choice);
    void chooseCompression(int number);
    void chooseEnvelope(int number);
    void chooseSerialization(int number);
    void showEnvelope(const Chain &chain);

    ChosenSteps m_chosen;
    QList<OwnDecoder> m_decoders;
    QString m_pattern;
    QLabel *m_flags;
    StepButton *m_compression;
    StepButton *m_envelope;
    QAction *m_setUp;
    StepButton *m_serialization;
    QToolButton *m_remember;
    QToolButton *m_remembered;
    QAction *m_forget;
    QLabel *m_wait;
    QToolButton *m_stop;
    int m_keptFor = 0; ///< the width that the least height is for
};
