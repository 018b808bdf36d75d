#pragma once

#include "app/values/owndecoderrun.h"

#include <QDialog>
#include <QStringList>

class NoticeRow;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class ToneLabel;

/// Sets up a decoder of the person's own, and lets them try it on a sample.
class DecoderDialog : public QDialog
{
    Q_OBJECT

public:
    /// `taken`: names of other decoders.
    DecoderDialog(const OwnDecoder &decoder, const QStringList &taken, QWidget *parent = nullptr);

    /// What the fields say.
    [[nodiscard]] OwnDecoder decoder() const;

signals:
    void setUp(const OwnDecoder &decoder);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void check();
    void take();
    void tryIt();
    void stopTrying();
    void showMade();
    [[nodiscard]] std::optional<QByteArray> sample() const;

    QStringList m_taken;
    QLineEdit *m_name;
    QLineEdit *m_command;
    QLabel *m_note;
    QComboBox *m_input;
    QDoubleSpinBox *m_limit;
    NoticeRow *m_fault;
    QComboBox *m_sampleForm;
    QPlainTextEdit *m_sample;
    QPushButton *m_try;
    QPlainTextEdit *m_made;
    ToneLabel *m_look;
    QPushButton *m_ok;
    OwnDecoderRun m_run;
};
