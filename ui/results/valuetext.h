#pragma once

#include <QByteArrayView>
#include <QTimer>
#include <QWidget>

#include <memory>

class LongText;
class QLabel;
class QPushButton;

/// Bytes as text. Of a long value the beginning is shown, and the rest when it is asked for, in portions.
class ValueText : public QWidget
{
    Q_OBJECT

public:
    explicit ValueText(QWidget *parent = nullptr);

    static constexpr qsizetype shownAtFirst = 256 * 1024;
    /// A text document takes many times its text in memory: beyond this the hexadecimal view is the one to use.
    static constexpr qsizetype longest = 16 * 1024 * 1024;

    /// `owner` keeps `bytes` alive.
    void setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner);

private:
    void showMore();
    void showNotice();

    QByteArrayView m_bytes;
    std::shared_ptr<const void> m_owner;
    LongText *m_text;
    QWidget *m_bar;
    QLabel *m_notice;
    QPushButton *m_all;
    QTimer m_slice;
    qsizetype m_shown = 0;
    qsizetype m_wanted = 0;
};
