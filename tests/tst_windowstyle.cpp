#include "ui/contrast.h"
#include "ui/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionButton>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

/// What can be ticked is seen in both themes: the frame of a box has a contrast of 3 to 1 with what it lies on (WCAG 2.1, 1.4.11).
class TestWindowStyle : public QObject
{
    Q_OBJECT

private slots:
    void cleanupTestCase() { applyTheme(Theme::Light); }

    void emptyBoxIsSeen_data() { addThemes(); }
    void emptyBoxIsSeen()
    {
        applyFetchedTheme();
        QCheckBox box(QStringLiteral("Read-only"));
        QVERIFY(seen(&box, QStyle::SE_CheckBoxIndicator) >= least);
        QRadioButton circle(QStringLiteral("Everything"));
        QVERIFY(seen(&circle, QStyle::SE_RadioButtonIndicator) >= least);
    }

    void frameOfACheckedOneIsSeen_data() { addThemes(); }
    void frameOfACheckedOneIsSeen()
    {
        applyFetchedTheme();
        QCheckBox box(QStringLiteral("Read-only"));
        box.setChecked(true);
        const QImage image = show(&box);
        const QRect indicator = indicatorOf(&box, QStyle::SE_CheckBoxIndicator);
        // Only its left edge: the tick is seen anyway.
        QVERIFY(best(image, QRect(indicator.topLeft(), QSize(1, indicator.height())), QPalette::Window) >= least);
    }

    void iconBehindTheWordIsCloseToIt()
    {
        applyTheme(Theme::Light);
        QPixmap red(16, 16);
        red.fill(Qt::red);
        QToolButton button;
        button.setAutoRaise(true);
        button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button.setLayoutDirection(Qt::RightToLeft);
        button.setIconSize(red.size());
        button.setIcon(red);
        button.setText(QStringLiteral("Item"));
        button.resize(button.sizeHint());
        const QImage image = show(&button);
        int word = -1; // its right edge
        int icon = image.width();
        const QRgb ground = image.pixel(image.width() - 1, image.height() / 2);
        for (int x = image.width() - 1; x >= 0; --x) {
            const QRgb color = image.pixel(x, image.height() / 2);
            if (color == QColor(Qt::red).rgb())
                icon = x;
            else if (color != ground && x < icon)
                word = std::max(word, x);
        }
        QVERIFY(word > 0 && icon < image.width());
        QVERIFY2(icon - word <= 10, qPrintable(QString::number(icon - word)));
    }

    void boxOfAnEntryIsSeen_data() { addThemes(); }
    void boxOfAnEntryIsSeen()
    {
        applyFetchedTheme();
        QListWidget list;
        auto *entry = new QListWidgetItem(&list); // without words
        entry->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        entry->setCheckState(Qt::Unchecked);
        (void)show(&list);
        QVERIFY(best(list.viewport()->grab().toImage(), list.visualItemRect(entry), QPalette::Base) >= least);
    }

    void boxOfAMenuIsSeen_data() { addThemes(); }
    void boxOfAMenuIsSeen()
    {
        applyFetchedTheme();
        QMenu menu;
        QAction *action = menu.addAction(QString());
        action->setCheckable(true);
        (void)show(&menu);
        QVERIFY(best(menu.grab().toImage(), menu.actionGeometry(action).adjusted(2, 2, -2, -2), QPalette::Window) >= least);
    }

    void boxThatCannotBeTickedIsFainter_data() { addThemes(); }
    void boxThatCannotBeTickedIsFainter()
    {
        applyFetchedTheme();
        QCheckBox box(QStringLiteral("Read-only"));
        const double usual = seen(&box, QStyle::SE_CheckBoxIndicator);
        box.setEnabled(false);
        QVERIFY(seen(&box, QStyle::SE_CheckBoxIndicator) < usual);
    }

    /// Fusion derives the frame of a field from the window, darker.
    void frameOfAFieldIsSeenInTheDark()
    {
        applyTheme(Theme::Dark);
        QLineEdit line;
        QComboBox choice;
        QSpinBox number;
        QPushButton button(QStringLiteral("Open"));
        for (QWidget *field : std::initializer_list<QWidget *>{&line, &choice, &number, &button}) {
            const QImage image = show(field);
            const QRect edge(0, field->height() / 3, 2, field->height() / 3);
            QVERIFY2(best(image, edge, QPalette::Window) >= least, field->metaObject()->className());
        }
    }

    void aChosenButtonIsToldApartInTheDark()
    {
        applyTheme(Theme::Dark);
        QToolButton tool;
        tool.setAutoRaise(true);
        QPushButton push;
        for (QAbstractButton *button : std::initializer_list<QAbstractButton *>{&tool, &push}) {
            button->setCheckable(true);
            (void)show(button);
            const auto ground = [button] { return button->grab().toImage().pixelColor(button->width() / 2, button->height() / 2); };
            const QColor usual = ground();
            QTest::mousePress(button, Qt::LeftButton);
            const QColor pressed = ground();
            QTest::mouseRelease(button, Qt::LeftButton);
            QVERIFY(button->isChecked());
            const QColor chosen = ground();
            QVERIFY2(contrast(usual, pressed) > 1.15, button->metaObject()->className());
            QVERIFY2(chosen.saturation() > usual.saturation() + 60, button->metaObject()->className()); // blue
        }
    }

private:
    static constexpr double least = 3;

    static void addThemes()
    {
        QTest::addColumn<Theme>("theme");
        QTest::newRow("light") << Theme::Light;
        QTest::newRow("dark") << Theme::Dark;
    }
    static void applyFetchedTheme()
    {
        QFETCH(Theme, theme);
        applyTheme(theme);
    }
    static QImage show(QWidget *widget)
    {
        widget->show();
        widget->clearFocus();
        return QTest::qWaitForWindowExposed(widget) ? widget->grab().toImage() : QImage();
    }
    static QRect indicatorOf(QAbstractButton *button, QStyle::SubElement element)
    {
        QStyleOptionButton option;
        option.initFrom(button);
        return button->style()->subElementRect(element, &option, button);
    }
    /// How well its box or circle is seen.
    static double seen(QAbstractButton *button, QStyle::SubElement element)
    {
        const QImage image = show(button); // which gives it its place
        return best(image, indicatorOf(button, element), QPalette::Window);
    }
    /// The highest contrast within `part` of what was drawn to a colour of the palette.
    static double best(const QImage &image, const QRect &part, QPalette::ColorRole ground)
    {
        const QColor behind = QApplication::palette().color(ground);
        double found = 0;
        const QRect within = part & image.rect();
        for (int y = within.top(); y <= within.bottom(); ++y) {
            for (int x = within.left(); x <= within.right(); ++x)
                found = std::max(found, contrast(image.pixelColor(x, y), behind));
        }
        return found;
    }
};

QTEST_MAIN(TestWindowStyle)
#include "tst_windowstyle.moc"
