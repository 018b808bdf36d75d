#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;

/// The path of a file that exists: typed, or chosen in a dialog.
class FileField : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the field's; that of its button ends in "Browse". `what` says for people what file it is.
    FileField(const QString &name, const QString &what, QWidget *parent = nullptr);

    [[nodiscard]] QString path() const;
    void setPath(const QString &path);
    /// What no path means.
    void setPlaceholderText(const QString &text);
    /// What the dialog offers; certificates and keys at first.
    void setNameFilters(const QStringList &filters) { m_filters = filters; }

signals:
    void changed();

private:
    void browse();

    QString m_what;
    QStringList m_filters;
    QLineEdit *m_path;
};
