#include "ui/monitor/settingsview.h"

#include "app/monitor/statfield.h"
#include "ui/escapedtext.h"
#include "ui/monitor/stattable.h"
#include "ui/monitor/statwords.h"
#include "ui/wraplayout.h"

#include <QCheckBox>

#include <algorithm>

SettingsView::SettingsView(StatPoll *poll)
    : SettingsView(poll, new GroupPoll(poll, {"settings"}))
{
}

SettingsView::SettingsView(StatPoll *poll, GroupPoll *group)
    : GroupView(QStringLiteral("settings"), {.name = tr("Settings"), .empty = tr("The server tells no settings")},
                {{tr("Name"), {}, StatColumn::Kind::Code},
                 {tr("Value"), {}, StatColumn::Kind::Words},
                 {tr("Default"), tr("What a server of this version has that was started without options"), StatColumn::Kind::Words},
                 {tr("Differs"), {}, StatColumn::Kind::Words},
                 {tr("Meaning"), {}, StatColumn::Kind::Words}},
                poll, group)
    , m_onlyDiffering(new QCheckBox(tr("Only what &differs")))
{
    group->setParent(this);
    m_onlyDiffering->setObjectName(QStringLiteral("settingsDiffering"));
    m_onlyDiffering->setAccessibleName(tr("Only settings that differ from the default"));
    bar()->addWidget(m_onlyDiffering);
    stretch(MeaningColumn);
    connect(m_onlyDiffering, &QCheckBox::toggled, this,
            [this](bool checked) { table()->order()->setShown(checked ? StatOrder::Shown::Marked : StatOrder::Shown::All); });
}

void SettingsView::refresh()
{
    constexpr qsizetype most = 2'000;
    const QByteArray version = poll()->server().version;
    QList<StatRow> shown;
    const TextStatistics settings = group()->statistics("settings");
    for (const TextStatistic &setting : settings) {
        if (shown.size() >= most || setting.name.isEmpty())
            break;
        const SettingField *field = settingField(setting.name);
        const StatForm form = field ? field->form : StatForm::Text;
        const std::optional<QByteArray> usual = usualSetting(setting.name, version);
        StatRow row{.id = setting.name, .isMarked = usual && !isSameSetting(*usual, setting.value)};
        const std::optional<double> number = statNumber(setting.value);
        row.cells += {.text = escapedText(setting.name)};
        row.cells += {.text = statText(setting.value, form),
                      .raw = escapedText(setting.value),
                      .order = number.value_or(std::numeric_limits<double>::quiet_NaN()),
                      .tone = row.isMarked ? Tone::Notice : Tone::Plain};
        row.cells += usual ? StatCell{.text = statText(*usual, form), .raw = escapedText(*usual), .tone = Tone::Muted}
                           : StatCell{.text = tr("not known"), .tone = Tone::Muted};
        row.cells += {.text = row.isMarked ? tr("differs") : QString(), .tone = Tone::Notice};
        row.cells += {.text = settingMeaning(setting.name)};
        shown += row;
    }
    const auto count = int(std::ranges::count_if(std::as_const(shown), &StatRow::isMarked));
    tell(tr("%Ln settings differ from those of memcached %1 started without options.", nullptr, count).arg(escapedText(version)));
    showRows(shown);
}
