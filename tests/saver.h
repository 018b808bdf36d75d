#pragma once

#include "tests/keychangeasking.h"
#include "tests/patience.h"
#include "ui/elidedlabel.h"
#include "ui/itemedit/conflictdialog.h"
#include "ui/itemedit/itemsaving.h"
#include "ui/itemedit/savedialog.h"
#include "ui/keys/ttlfield.h"
#include "ui/theme.h"
#include "ui/values/diffarea.h"
#include "ui/values/diffview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

/// A person who has changed the value of a key and wants it saved.
class Saver
{
public:
    explicit Saver(ChangedServer &server, Environment environment = Environment::None)
        : saving(&server.connection, &journal, &window)
        , saved(&saving, &ItemSaving::saved)
        , discarded(&saving, &ItemSaving::discarded)
        , abandoned(&saving, &ItemSaving::abandoned)
        , told(&saving, &ItemSaving::told)
        , m_server(server)
    {
        window.resize(1'000, 700);
        window.show();
        saving.setProfile(environment == Environment::Production ? QStringLiteral("Shop") : QString(), environment, ClientLibrary::Unknown);
    }
    ~Saver() = default;
    Q_DISABLE_COPY_MOVE(Saver)

    /// As the page would have found it.
    FoundItem look(const QByteArray &key) const
    {
        const PeekedItem item = m_server.peek(key);
        FoundItem found{.answer = item.answer, .time = QDateTime::currentDateTime()};
        const auto value = std::make_shared<const QByteArray>(item.value);
        found.answer.size = quint64(value->size());
        found.value = *value;
        found.owner = value;
        return found;
    }
    static EditedValue edited(const QByteArray &key, const FoundItem &base, const QByteArray &value)
    {
        EditedValue edit{.key = key, .stored = value, .base = base.value->toByteArray()};
        edit.reading = shareReading(readValue(edit.base, base.answer.flags.value_or(0), ClientLibrary::Unknown, {}));
        edit.before = edit.reading->bytes;
        edit.after = value;
        return edit;
    }
    void begin(const QByteArray &key, const QByteArray &value)
    {
        const FoundItem base = look(key);
        saving.save(edited(key, base, value), base);
    }

    SavingDialog *dialog() const
    {
        const auto dialogs = window.findChildren<SavingDialog *>();
        for (SavingDialog *found : dialogs) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    template <typename Widget> Widget *see(const char *name) const
    {
        return dialog() ? dialog()->findChild<Widget *>(QLatin1String(name)) : nullptr;
    }
    QString said(const char *name) const { return see<QLabel>(name) ? see<QLabel>(name)->text() : QString(); }
    QPushButton *consent() const
    {
        return dialog() ? dialog()->findChild<QPushButton *>(dialog()->objectName() + QStringLiteral("Consent")) : nullptr;
    }
    void agree() const { QTest::mouseClick(consent(), Qt::LeftButton); }
    void choose(const char *name) const
    {
        auto *button = see<QRadioButton>(name);
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(10, button->height() / 2));
    }
    ConflictDialog *conflict() const { return qobject_cast<ConflictDialog *>(dialog()); }
    bool hasConflict() const
    {
        return comesTrue([this] { return conflict() != nullptr; });
    }

    UndoJournal journal;
    QWidget window;
    ItemSaving saving;
    QSignalSpy saved;
    QSignalSpy discarded;
    QSignalSpy abandoned;
    QSignalSpy told;

private:
    ChangedServer &m_server;
};

inline bool fitsSmallWindow(const QDialog *dialog)
{
    const QSize least = dialog->minimumSizeHint();
    return least.width() <= 620 && least.height() <= 460;
}
