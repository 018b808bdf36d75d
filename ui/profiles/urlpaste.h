#pragma once

#include <QObject>
#include <QSet>

class QLineEdit;

/// Watches fields for the address of a server that is pasted or dropped into them: it is told, and does not get into the field.
class UrlPaste : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    enum class Taken {
        Urls,     ///< with the scheme of one
        Addresses ///< also host:port
    };
    void watch(QLineEdit *field, Taken taken);

signals:
    /// It may hold a password.
    void pasted(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool take(const QLineEdit *field, const QString &text);
    [[nodiscard]] bool isAddress(const QLineEdit *field, const QString &text) const;
    bool showMenu(QLineEdit *field, const QPoint &place);

    QSet<const QObject *> m_forAddresses;
};
