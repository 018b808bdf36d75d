#pragma once

#include <QByteArray>
#include <QComboBox>
#include <QTimer>

/// What keys are parted into folders by: characters, each of which is a delimiter, chosen from usual ones or typed.
class KeyDelimiterField : public QComboBox
{
    Q_OBJECT

public:
    explicit KeyDelimiterField(QWidget *parent = nullptr);

    /// Bytes that cannot be typed are left out.
    void setDelimiters(const QByteArray &delimiters);
    [[nodiscard]] QByteArray delimiters() const;

    static constexpr qsizetype most = 16;

signals:
    /// The person chose others.
    void chosen(const QByteArray &delimiters);

private:
    void tell();

    QTimer m_delay;
    QByteArray m_told;
};
