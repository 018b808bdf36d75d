#include "app/values/clientlibrary.h"

static_assert(clientLibraryNames.size() == size_t(ClientLibrary::PerlMemcached) + 1);

ClientLibrary clientLibrary(const QString &name)
{
    for (size_t index = 1; index < clientLibraryNames.size(); ++index) {
        if (name == QLatin1String(clientLibraryNames[index]))
            return ClientLibrary(index);
    }
    return ClientLibrary::Unknown;
}

QString clientLibraryName(ClientLibrary library)
{
    return QLatin1String(clientLibraryNames[size_t(library)]);
}
