#pragma once

#include "app/values/sharedreading.h"
#include "ui/results/bytecopy.h"
#include "ui/values/nodeactions.h"
#include "ui/wire/bytesaving.h"

#include <QAction>
#include <QObject>

class OutsideFiles;
class QMenu;

/// What can be done with a whole value: copy it in several forms, save it, open it in another program.
class ValueActions : public QObject
{
    Q_OBJECT

public:
    /// The names of the actions begin with `name`; their keys work in `page`, which is also what dialogs belong to.
    ValueActions(const QString &name, QWidget *page);

    /// A null reading: it is not read yet.
    struct Value
    {
        QByteArrayView stored{};
        std::shared_ptr<const void> owner{};
        SharedReading reading{};
        QByteArray key{};
    };
    void setValue(const Value &value);
    [[nodiscard]] QMenu *copyMenu() { return m_copyMenu; }
    [[nodiscard]] QMenu *saveMenu() { return m_saveMenu; }

signals:
    /// A sentence for the status line.
    void told(const QString &text);

private:
    void setUp(QAction &action, const char *name, const QString &text, const QString &tip, const char *icon);
    void copyText();
    void save();
    void openOutside();
    [[nodiscard]] QString suggestedPath() const;

    QString m_name;
    Value m_value;
    ByteCopy m_copying;
    NodeActions m_whole; ///< as JSON
    ByteSaving m_saving;
    OutsideFiles *m_outside; ///< the application's: what another program shows outlives the page
    QMenu *m_copyMenu;
    QMenu *m_saveMenu;
    QAction m_copyText{this};
    QAction m_copyJson{this};
    QAction m_copyHex{this};
    QAction m_copyBase64{this};
    QAction m_save{this};
    QAction m_saveStored{this};
    QAction m_openOutside{this};
};
