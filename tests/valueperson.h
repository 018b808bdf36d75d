#pragma once

#include "tests/privatehome.h"
#include "ui/settings.h"
#include "ui/values/valuepage.h"

#include <QTest>

#include <memory>

/// A person with the page of a value by itself; each test begins with a page of its own.
class ValuePerson
{
protected:
    PrivateHome m_home;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ReadingChoices> m_choices;
    std::unique_ptr<ValuePage> m_page;
    QString m_told;

    template <typename Widget> Widget *see(const char *name) const { return m_page->findChild<Widget *>(QLatin1String(name)); }
    void show(const QByteArray &key, const QByteArray &bytes, std::optional<quint32> flags = 0) const
    {
        const auto owner = std::make_shared<const QByteArray>(bytes);
        m_page->showValue({key, *owner, owner, flags});
    }

    void useHome() { QVERIFY(m_home.use({"config"})); }
    void begin(ClientLibrary library, QSize size)
    {
        end();
        m_settings = std::make_unique<Settings>();
        m_choices = std::make_unique<ReadingChoices>(m_settings->keys());
        m_choices->setServer(QStringLiteral("here"), library, ":");
        m_page = std::make_unique<ValuePage>(QStringLiteral("value"), m_choices.get());
        m_told.clear();
        QObject::connect(m_page.get(), &ValuePage::told, m_page.get(), [this](const QString &told) { m_told = told; });
        m_page->resize(size);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void end()
    {
        m_page.reset();
        m_choices.reset();
        m_settings.reset();
    }
};
