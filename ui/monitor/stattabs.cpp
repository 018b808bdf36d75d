#include "ui/monitor/stattabs.h"

#include "ui/monitor/connectionsview.h"
#include "ui/monitor/generalview.h"
#include "ui/monitor/itemsview.h"
#include "ui/monitor/prefixesview.h"
#include "ui/monitor/settingsview.h"
#include "ui/monitor/sizesview.h"
#include "ui/monitor/slabsview.h"
#include "ui/monitor/statsides.h"

StatTabs StatTabs::create(StatPoll *poll, StatChanger *changer)
{
    auto *statistics = new StatSides(QStringLiteral("statistics"), StatSides::tr("Kinds of statistics"));
    statistics->add(StatSides::tr("General"), new GeneralView(poll, changer));
    auto *settings = new SettingsView(poll);
    statistics->add(StatSides::tr("Settings"), settings);
    statistics->add(StatSides::tr("Uses by prefix"), new PrefixesView(poll, changer));
    auto *memory = new StatSides(QStringLiteral("memory"), StatSides::tr("Views of the memory"));
    auto *slabs = new SlabsView(poll);
    memory->add(StatSides::tr("Slab classes"), slabs);
    memory->add(StatSides::tr("Items"), new ItemsView(poll));
    memory->add(StatSides::tr("Item sizes"), new SizesView(poll));
    return {.statistics = statistics, .memory = memory, .settings = settings, .slabs = slabs, .connections = new ConnectionsView(poll)};
}
