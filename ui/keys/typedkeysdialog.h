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

signals:
    /// "Show" was pressed, or a text came that is too long for the field. The dialog closes.
    void keysTyped(const QByteArray &text);
    /// A file was dropped. The dialog closes.
    void fileDropped(const QString &path);

private:
    void check();
    void submit();

    PasteField *m_text;
    QLabel *m_count;
    NoticeRow *m_faults;
    QPushButton *m_show;
    QTimer m_delay;
};
