#include "app/values/keyform.h"

#include "app/commands/readabletext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace {

struct KeyFormWords
{
    Q_DECLARE_TR_FUNCTIONS(KeyForm)
};

/// Groups of WordPress that nobody else would call so.
constexpr std::array wordPressGroups{"site-options",
                                     "site-transient",
                                     "post_meta",
                                     "term_meta",
                                     "user_meta",
                                     "useremail",
                                     "userlogins",
                                     "userslugs",
                                     "blog-details",
                                     "blog-lookup",
                                     "global-posts",
                                     "theme_json",
                                     "category_relationships",
                                     "post_tag_relationships",
                                     "post_format_relationships"};

bool isWordPressGroup(QByteArrayView group, QByteArrayView name)
{
    if (group == "options")
        return name == "alloptions" || name == "notoptions";
    return std::any_of(wordPressGroups.begin(), wordPressGroups.end(), [group](const char *one) { return group == QByteArrayView(one); });
}

KeyForm djangoForm(QByteArrayView key)
{
    const qsizetype end = key.indexOf(':', 1);
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    if (!key.startsWith(':') || end < 2 || end > 8 || end + 1 == key.size() || !std::all_of(key.begin() + 1, key.begin() + end, isDigit))
        return {};
    return {.framework = KeyForm::Framework::Django,
            .version = key.sliced(1, end - 1).toByteArray(),
            .name = key.sliced(end + 1).toByteArray()};
}

KeyForm laravelForm(QByteArrayView key)
{
    constexpr qsizetype hashSize = 40; // SHA-1 in hexadecimal
    for (const QByteArrayView prefix :
         {QByteArrayView("laravel_cache:"), QByteArrayView("laravel_cache_:"), QByteArrayView("laravel_cache_")}) {
        if (!key.startsWith(prefix) || key.size() == prefix.size())
            continue;
        QByteArrayView name = key.sliced(prefix.size());
        const auto isHex = [](char byte) { return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f'); };
        const bool isTagged =
            name.size() > hashSize + 1 && name[hashSize] == ':' && std::all_of(name.begin(), name.begin() + hashSize, isHex);
        if (isTagged)
            name = name.sliced(hashSize + 1);
        return {.framework = KeyForm::Framework::Laravel, .isTagged = isTagged, .name = name.toByteArray()};
    }
    return {};
}

KeyForm wordPressForm(QByteArrayView key)
{
    const qsizetype last = key.lastIndexOf(':');
    if (last < 1 || last + 1 == key.size())
        return {};
    const QByteArrayView name = key.sliced(last + 1);
    const qsizetype before = key.first(last).lastIndexOf(':');
    const QByteArrayView group = key.sliced(before + 1, last - before - 1);
    if (!isWordPressGroup(group, name))
        return {};
    return {.framework = KeyForm::Framework::WordPress, .group = group.toByteArray(), .name = name.toByteArray()};
}

} // namespace

KeyForm keyForm(QByteArrayView key)
{
    for (const KeyForm &form : {djangoForm(key), laravelForm(key), wordPressForm(key)}) {
        if (form.framework != KeyForm::Framework::None)
            return form;
    }
    return {};
}

QString keyFormWords(const KeyForm &form)
{
    const QString name = shownBytes(form.name);
    switch (form.framework) {
    case KeyForm::Framework::Django:
        return KeyFormWords::tr("Django: %1, version %2").arg(name, QString::fromLatin1(form.version));
    case KeyForm::Framework::Laravel:
        return form.isTagged ? KeyFormWords::tr("Laravel: %1, with tags").arg(name) : KeyFormWords::tr("Laravel: %1").arg(name);
    case KeyForm::Framework::WordPress:
        return KeyFormWords::tr("WordPress: %1 in the group %2").arg(name, shownBytes(form.group));
    case KeyForm::Framework::None:
        break;
    }
    return {};
}
