#pragma once

#include <QByteArray>
#include <QList>
#include <QWidget>

class QHBoxLayout;
class QToolButton;

/// The folders that were gone into, the outermost first, to go back to one of them.
class PrefixTrail : public QWidget
{
    Q_OBJECT

public:
    explicit PrefixTrail(QWidget *parent = nullptr);

    /// Prefixes of the folders; empty: at all keys.
    void setTrail(const QList<QByteArray> &trail);
    [[nodiscard]] const QList<QByteArray> &trail() const { return m_trail; }
    /// Asks for the folder around the innermost.
    void goUp();

signals:
    void trailRequested(const QList<QByteArray> &trail);

private:
    void fill();
    void addStep(const QString &text, const QString &toolTip, qsizetype depth);

    QList<QByteArray> m_trail;
    QToolButton *m_up;
    QHBoxLayout *m_steps;
    QList<QWidget *> m_parts;
};
