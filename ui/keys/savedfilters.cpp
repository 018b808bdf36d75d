#include "ui/keys/savedfilters.h"

#include "ui/iconengine.h"
#include "ui/keys/savedfiltersdialog.h"
#include "ui/settings.h"

#include <algorithm>

namespace {

constexpr qsizetype mostRecent = 15;
constexpr qsizetype longestShown = 48; ///< characters

/// Fit for a menu, where an ampersand is a mnemonic and a tab parts columns.
QString shown(const QString &text)
{
    QString cut = text.size() > longestShown ? text.left(longestShown) + u'…' : text;
    return cut.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

SavedFilters::SavedFilters(Settings *settings, QWidget *parent)
    : QMenu(tr("Saved filters"), parent)
    , m_settings(settings)
    , m_recent(new QMenu(tr("Used &lately"), this))
{
    setObjectName(QStringLiteral("savedFilters"));
    m_recent->setObjectName(QStringLiteral("recentFilters"));
    m_recent->setIcon(themedIcon(QStringLiteral("history")));
    m_recent->setToolTipsVisible(true);
    setToolTipsVisible(true);
    m_save.setObjectName(QStringLiteral("saveFilter"));
    m_save.setText(tr("&Save this filter…"));
    m_save.setIcon(themedIcon(QStringLiteral("save")));
    m_save.setStatusTip(tr("Give the filter that is written now a name, to use it again"));
    m_change.setObjectName(QStringLiteral("changeFilters"));
    m_change.setText(tr("&Rename or delete…"));
    m_change.setIcon(themedIcon(QStringLiteral("pencil")));
    m_change.setStatusTip(tr("See all saved filters, give them other names or delete them"));
    connect(this, &QMenu::aboutToShow, this, &SavedFilters::fill);
    fill();
}

void SavedFilters::setCurrent(const QString &text)
{
    m_current = text.trimmed();
    m_save.setEnabled(!m_current.isEmpty());
}

void SavedFilters::fill()
{
    clear();
    const QList<SavedFilter> filters = m_settings->keys()->savedFilters();
    for (const SavedFilter &filter : filters)
        addFilter(this, filter.name, filter.text);
    if (filters.isEmpty())
        addAction(tr("No filter was saved yet"))->setEnabled(false);
    addSeparator();
    addAction(&m_save);
    addAction(&m_change);
    // A menu disconnects itself from what it does not show any more.
    connect(&m_save, &QAction::triggered, this, &SavedFilters::save);
    connect(&m_change, &QAction::triggered, this, &SavedFilters::openDialog);
    m_save.setEnabled(!m_current.isEmpty());
    m_change.setEnabled(!filters.isEmpty());
    addRecent();
}

void SavedFilters::addFilter(QMenu *menu, const QString &name, const QString &text)
{
    QAction *action = menu->addAction(name == text || name.isEmpty() ? shown(text) : shown(name) + QLatin1Char('\t') + shown(text));
    action->setToolTip(text);
    action->setStatusTip(text);
    connect(action, &QAction::triggered, this, [this, text] { emit chosen(text); });
}

void SavedFilters::addRecent()
{
    const QStringList used = m_settings->keys()->keyFilters();
    m_recent->clear();
    if (used.isEmpty())
        return;
    addSeparator();
    addMenu(m_recent);
    for (qsizetype i = used.size() - 1; i >= std::max<qsizetype>(0, used.size() - mostRecent); --i)
        addFilter(m_recent, {}, used[i]);
}

void SavedFilters::save()
{
    openDialog();
    m_dialog->add(m_current);
}

void SavedFilters::openDialog()
{
    if (!m_dialog) {
        m_dialog = new SavedFiltersDialog(m_settings, parentWidget()->window());
        connect(m_dialog, &SavedFiltersDialog::chosen, this, &SavedFilters::chosen);
    }
    m_dialog->load();
    m_dialog->open();
}
