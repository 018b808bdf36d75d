#pragma once

#include <QDialog>
#include <QTimer>

class NoticeRow;
class PasteField;
class QLabel;
class QPushButton;

/// Takes the names of keys from a person, one a line. Use open(); it deletes itself when it is closed.
class TypedKeysDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TypedKeysDialog(QWidget *parent = nullptr);

    /// Characters: a longer text is not taken. It comes through the clipboard, whole.
    static constexpr qsizetype longestText = 16LL * 1024 * 1024;

signals:
    /// "Show" was pressed. The dialog closes.
    void keysTyped(const QByteArray &text);
    /// A file was dropped. The dialog closes.
    void fileDropped(const QString &path);

private:
    void takeLong(const QString &text);
    void check();
    void submit();

    PasteField *m_text;
    QLabel *m_count;
    NoticeRow *m_faults;
    QPushButton *m_show;
    QString m_long; ///< what was pasted and is too long for the field; empty: what is in the field counts
    QTimer m_delay;
};
