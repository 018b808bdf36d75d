#pragma once

#include <QWidget>

class ElidedLabel;

/// The name of a server that is known by a profile, and where it is.
class ServerName : public QWidget
{
    Q_OBJECT

public:
    explicit ServerName(QWidget *parent = nullptr);

    /// `place`: empty: not known.
    void setServer(const QString &name, const QString &place);

private:
    ElidedLabel *m_name;
    ElidedLabel *m_place;
};
