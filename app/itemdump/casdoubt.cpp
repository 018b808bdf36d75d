#include "app/itemdump/casdoubt.h"

#include <QCoreApplication>

QString casDoubt(const DumpOrigin &origin, const ConnectionOptions &options, const ServerSettings &server)
{
    if (!origin.process.isKnown() || origin.place.isEmpty())
        return QCoreApplication::translate("CasDoubt", "the dump does not tell which server gave its items their CAS");
    if (!server.process.isKnown())
        return QCoreApplication::translate("CasDoubt", "the server does not tell whether it was restarted since the dump");
    if (origin.place != options.place())
        return QCoreApplication::translate("CasDoubt", "the dump is from %1, and each server counts its CAS by itself").arg(origin.place);
    if (!origin.process.isSame(server.process))
        return QCoreApplication::translate("CasDoubt", "the server was restarted since the dump, and counts its CAS anew");
    return {};
}
