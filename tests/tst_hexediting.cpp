#include "app/itemedit/editedbytes.h"
#include "app/itemedit/valuedraft.h"
#include "ui/valueedit/hexeditor.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

/// Bytes that are typed in.
class TestHexEditing : public QObject
{
    Q_OBJECT

    std::unique_ptr<QWidget> m_window;
    HexEditor *m_editor = nullptr;
    QLineEdit *m_next = nullptr;

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(m_editor, key, modifiers); }
    void type(const QString &text) const { QTest::keyClicks(m_editor, text); }
    [[nodiscard]] QByteArray hex() const { return m_editor->content().toHex(); }

private slots:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_editor = new HexEditor;
        m_next = new QLineEdit;
        auto *layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_editor);
        layout->addWidget(m_next);
        m_window->resize(700, 400);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_editor->setContent(QByteArray::fromHex("00112233"));
        m_editor->setFocus();
    }

    void digitsOverwrite()
    {
        const QSignalSpy edits(m_editor, &HexEditor::edited);
        type(QStringLiteral("a"));
        QCOMPARE(hex(), QByteArray("a0112233"));
        type(QStringLiteral("B"));
        QCOMPARE(hex(), QByteArray("ab112233"));
        type(QStringLiteral("cd"));
        QCOMPARE(hex(), QByteArray("abcd2233"));
        QCOMPARE(edits.size(), 4);
        press(Qt::Key_Left);
        type(QStringLiteral("xyz!")); // no digits
        QCOMPARE(hex(), QByteArray("abcd2233"));
        // Half a byte and then somewhere else: the next digit is a first one.
        type(QStringLiteral("1"));
        press(Qt::Key_Right);
        type(QStringLiteral("2"));
        QCOMPARE(hex(), QByteArray("ab1d2233"));
    }

    void digitsAreAppendedAtTheEnd()
    {
        press(Qt::Key_End, Qt::ControlModifier);
        press(Qt::Key_Right);
        type(QStringLiteral("4455"));
        QCOMPARE(hex(), QByteArray("001122334455"));
        m_editor->setContent({});
        type(QStringLiteral("7f"));
        QCOMPARE(hex(), QByteArray("7f"));
    }

    void insertKeyPutsBetween()
    {
        press(Qt::Key_Insert);
        QCOMPARE(m_editor->typing(), HexEditor::Typing::Between);
        press(Qt::Key_Right);
        type(QStringLiteral("aabb"));
        QCOMPARE(hex(), QByteArray("00aabb112233"));
        press(Qt::Key_Right, Qt::ShiftModifier);
        type(QStringLiteral("cc")); // in the place of what was selected
        QCOMPARE(hex(), QByteArray("00aabbcc33"));
        press(Qt::Key_Insert);
        QCOMPARE(m_editor->typing(), HexEditor::Typing::Over);
    }

    void bytesAreDeleted()
    {
        press(Qt::Key_Delete);
        QCOMPARE(hex(), QByteArray("112233"));
        press(Qt::Key_Right);
        press(Qt::Key_Backspace);
        QCOMPARE(hex(), QByteArray("2233"));
        m_editor->selectAll();
        press(Qt::Key_Backspace);
        QCOMPARE(hex(), QByteArray());
        press(Qt::Key_Backspace);
        press(Qt::Key_Delete);
        QCOMPARE(hex(), QByteArray());
    }

    void stepsAreTakenBack()
    {
        type(QStringLiteral("abcd"));
        press(Qt::Key_Delete);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(hex(), QByteArray("abcd2233"));
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(hex(), QByteArray("ab112233")); // both digits
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(hex(), QByteArray("00112233"));
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!m_editor->canUndo());
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(hex(), QByteArray("abcd2233"));
        type(QStringLiteral("ee")); // what was ahead is gone
        QVERIFY(!m_editor->canRedo());
    }

    /// The Tab key goes to the characters, and from there on; back likewise.
    void charactersAreTyped()
    {
        press(Qt::Key_Tab);
        QVERIFY(m_editor->hasFocus());
        QCOMPARE(m_editor->column(), HexEditor::Column::Characters);
        type(QStringLiteral("Hi"));
        QCOMPARE(hex(), QByteArray("48692233"));
        press(Qt::Key_Insert);
        type(QStringLiteral(" f"));
        QCOMPARE(hex(),
                 QByteArray("4869206622"
                            "33"));
        press(Qt::Key_Tab);
        QVERIFY(m_next->hasFocus());
        QTest::keyClick(m_next, Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(m_editor->hasFocus());
        press(Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(m_editor->hasFocus());
        QCOMPARE(m_editor->column(), HexEditor::Column::Digits);
    }

    void clickChoosesTheColumn()
    {
        m_editor->setContent("abcdefghijklmnop");
        const QFontMetrics metrics(m_editor->font());
        const int character = metrics.horizontalAdvance(QLatin1Char('0'));
        const int y = metrics.height() / 2;
        // Behind the offset of six digits and the pairs of 16 bytes.
        QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, {}, {6 + character * (8 + 48 + 2 + 1 + 3) + character / 2, y});
        QCOMPARE(m_editor->column(), HexEditor::Column::Characters);
        const qsizetype at = m_editor->selectionStart();
        type(QStringLiteral("X"));
        QCOMPARE(m_editor->content().at(at), 'X');
        QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, {}, {6 + character * 8 + 2, y});
        QCOMPARE(m_editor->column(), HexEditor::Column::Digits);
        QCOMPARE(m_editor->selectionStart(), 0);
    }

    void clipboardIsUsed()
    {
        m_editor->select(1, 2);
        press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("11 22"));
        press(Qt::Key_End, Qt::ControlModifier);
        press(Qt::Key_Right);
        press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(hex(), QByteArray("001122331122"));
        m_editor->select(0, 2);
        press(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(hex(), QByteArray("22331122"));
        QApplication::clipboard()->setText(QStringLiteral("no digits"));
        const QSignalSpy told(m_editor, &HexView::told);
        press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(hex(), QByteArray("22331122"));
        QCOMPARE(told.size(), 1);
        press(Qt::Key_Tab);
        press(Qt::Key_Insert);
        press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(m_editor->content().left(9), QByteArray("no digits"));
    }

    void lockedEditorChangesNothing()
    {
        m_editor->setLocked(true);
        QVERIFY(m_editor->property("readOnly").toBool());
        type(QStringLiteral("ff"));
        press(Qt::Key_Delete);
        press(Qt::Key_X, Qt::ControlModifier);
        QApplication::clipboard()->setText(QStringLiteral("AA"));
        press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(hex(), QByteArray("00112233"));
    }

    /// Sixteen million bytes: each key is but a move of memory; and no more fit.
    void muchIsTypedIn()
    {
        m_editor->setContent(QByteArray(ValueDraft::mostBytes - 2, 'x'));
        press(Qt::Key_Insert);
        type(QStringLiteral("0011"));
        QCOMPARE(m_editor->content().size(), ValueDraft::mostBytes);
        const QSignalSpy told(m_editor, &HexView::told);
        type(QStringLiteral("2"));
        QCOMPARE(m_editor->content().size(), ValueDraft::mostBytes);
        QCOMPARE(told.size(), 1);
        press(Qt::Key_End, Qt::ControlModifier);
        press(Qt::Key_Backspace);
        QCOMPARE(m_editor->content().size(), ValueDraft::mostBytes - 1);
    }

    void historyIsBounded()
    {
        EditedBytes bytes;
        bytes.setBytes(QByteArray(4, 'a'));
        for (size_t i = 0; i < EditedBytes::mostSteps + 10; ++i)
            bytes.replace(0, 1, i % 2 == 0 ? "b" : "c");
        size_t steps = 0;
        while (bytes.undo() >= 0)
            ++steps;
        QCOMPARE(steps, EditedBytes::mostSteps);
        // Of long steps fewer are kept, and the last always.
        bytes.setBytes({});
        for (int i = 0; i < 8; ++i)
            bytes.replace(0, bytes.bytes().size(), QByteArray(qsizetype(12) * 1024 * 1024, char('a' + i)));
        steps = 0;
        while (bytes.undo() >= 0)
            ++steps;
        QVERIFY(steps >= 1 && steps < 8);
    }
};

QTEST_MAIN(TestHexEditing)
#include "tst_hexediting.moc"
