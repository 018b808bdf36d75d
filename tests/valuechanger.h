#pragma once

#include "tests/valueperson.h"
#include "tests/valuesample.h"
#include "ui/elidedlabel.h"
#include "ui/noticerow.h"
#include "ui/valueedit/hexeditor.h"
#include "ui/valueedit/valuetextedit.h"
#include "ui/values/valuetreerows.h"
#include "ui/workbench/findbar.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

/// A person who changes values in their page by clicks and keys.
class ValueChanger : protected ValuePerson
{
protected:
    QList<EditedValue> m_saved;

    void show(const QByteArray &bytes, std::optional<quint32> flags = 0) const
    {
        ValuePerson::show("key:1", bytes, flags);
        QTRY_VERIFY(m_page->reading());
    }
    void click(const char *name) const
    {
        auto *widget = see<QWidget>(name);
        QVERIFY2(widget && widget->isVisible(), name);
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    void clickTab(const QString &title) const
    {
        auto *tabs = see<QTabWidget>("valueEditTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title && tabs->isTabVisible(i))
                QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
        }
    }
    [[nodiscard]] QString tab() const
    {
        const auto *tabs = see<QTabWidget>("valueEditTabs");
        return tabs->tabText(tabs->currentIndex());
    }
    [[nodiscard]] QString state() const { return see<QLabel>("valueEditState")->text(); }
    [[nodiscard]] QString sizes() const { return see<QLabel>("valueEditSize")->text(); }
    [[nodiscard]] QString fault() const
    {
        return see<QWidget>("valueEditFault")->isVisible() ? see<NoticeRow>("valueEditFault")->text() : QString();
    }
    [[nodiscard]] bool canSave() const { return see<QToolButton>("valueEditSaveButton")->isEnabled(); }
    [[nodiscard]] ValueTextEdit *text() const { return see<ValueTextEdit>("valueEditText"); }
    [[nodiscard]] ValueTextEdit *json() const { return see<ValueTextEdit>("valueEditJson"); }
    [[nodiscard]] HexEditor *hex() const { return see<HexEditor>("valueEditHex"); }
    [[nodiscard]] ValueTreeRows *tree() const { return see<QWidget>("valueEditTree")->findChild<ValueTreeRows *>(); }
    void type(QWidget *where, const QString &what) const
    {
        where->setFocus();
        QTest::keyClicks(where, what);
    }
    /// Presses Save and answers what is to be saved.
    EditedValue save()
    {
        m_saved.clear();
        [&] { QTRY_VERIFY(canSave()); }();
        click("valueEditSaveButton");
        [&] { QTRY_COMPARE(m_saved.size(), 1); }();
        return m_saved.isEmpty() ? EditedValue() : m_saved.constFirst();
    }
    [[nodiscard]] QModelIndex row(const QString &name, const QModelIndex &below = {}) const
    {
        QAbstractItemModel *model = tree()->model();
        if (below.isValid() && model->canFetchMore(below))
            model->fetchMore(below);
        for (int i = 0; i < model->rowCount(below); ++i) {
            if (model->index(i, 0, below).data().toString() == name)
                return model->index(i, 0, below);
        }
        return {};
    }
    [[nodiscard]] QModelIndex top() const { return tree()->model()->index(0, 0); }
    /// The one that is seen: one before may not have gone yet.
    [[nodiscard]] QLineEdit *cellField() const
    {
        const QList<QLineEdit *> fields = tree()->findChildren<QLineEdit *>(QStringLiteral("nodeField"));
        for (QLineEdit *field : fields) {
            if (field->isVisible())
                return field;
        }
        return nullptr;
    }
    /// Writes a text over the one of the cell that is being changed.
    void writeCell(const QString &written) const
    {
        auto *field = cellField();
        QVERIFY(field);
        field->selectAll();
        QTest::keyClicks(field, written);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void changeValue(const QModelIndex &row, const QString &written) const
    {
        QVERIFY(row.isValid());
        tree()->setCurrentIndex(row);
        QTest::keyClick(tree(), Qt::Key_F2);
        writeCell(written);
    }

    void begin(ClientLibrary library)
    {
        m_saved.clear();
        ValuePerson::begin(library, {560, 480});
        m_page->setEditable({});
        QObject::connect(m_page.get(), &ValuePage::saveRequested, m_page.get(),
                         [this](const EditedValue &value) { m_saved.append(value); });
    }
};
