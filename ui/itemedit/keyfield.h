#pragma once

#include <QByteArray>
#include <QWidget>

#include <optional>

class NoticeRow;
class QLineEdit;
class ToneLabel;

/// A key, written as in commands: bare, in quotes with escapes, hex: or base64:. Its length stands below, or what is
/// wrong with it.
class KeyField : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the field's; that of the words below ends in "Fault".
    explicit KeyField(const QString &name, QWidget *parent = nullptr);

    void setKey(const QByteArray &key);
    /// A key that it must not be; `reason`: a sentence that says why.
    void refuse(const QByteArray &key, const QString &reason);
    /// None: what is written is no key.
    [[nodiscard]] const std::optional<QByteArray> &key() const { return m_key; }
    /// What is wrong with it: a sentence; empty: nothing.
    [[nodiscard]] const QString &fault() const { return m_fault; }

signals:
    void changed();

private:
    void check();
    [[nodiscard]] static QString textNote(const QByteArray &key);

    QLineEdit *m_text;
    ToneLabel *m_size; ///< where there is no note, so that nothing moves when one comes
    NoticeRow *m_note;
    std::optional<QByteArray> m_key;
    std::optional<QByteArray> m_refused;
    QString m_refusal;
    QString m_fault;
};
