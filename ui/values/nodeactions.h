#pragma once

#include "app/values/sharedreading.h"
#include "ui/results/bytecopy.h"

#include <QAction>
#include <QFutureWatcher>
#include <QObject>

#include <atomic>

class QMenu;

/// What can be done with the part of a value that a person is at.
class NodeActions : public QObject
{
    Q_OBJECT

public:
    /// The names of the actions begin with `name`.
    explicit NodeActions(const QString &name, QObject *parent = nullptr);
    ~NodeActions() override;

    /// none: with nothing.
    void setNode(const SharedReading &reading, qint32 node);
    [[nodiscard]] qint32 node() const { return m_node; }
    void addTo(QMenu *menu);
    [[nodiscard]] QAction *copyPathAction() { return &m_copyPath; }

    /// Bytes: of longer JSON the beginning is copied.
    static constexpr qsizetype mostJson = qsizetype(16) * 1024 * 1024;

public slots:
    /// The text of a scalar; a container as JSON.
    void copyValue();
    void copyPath();
    void copyJson();

signals:
    /// The part's bytes are to be shown among those that were decoded.
    void placeChosen(qsizetype begin, qsizetype end);
    /// A sentence for the status line.
    void told(const QString &text);

private:
    void setUp(QAction &action, const QString &name, const QString &text, const QString &statusTip, const char *icon);
    void takeJson(const QByteArray &json);

    SharedReading m_reading;
    qint32 m_node = ValueTree::none;
    ByteCopy m_copying;
    QAction m_copyValue{this};
    QAction m_copyPath{this};
    QAction m_copyJson{this};
    QAction m_showBytes{this};
    QFutureWatcher<QByteArray> m_making;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};
