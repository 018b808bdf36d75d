#include "app/sandbox/samplefamilies.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <array>

namespace {

constexpr quint32 minute = 60;
constexpr quint32 hour = 60 * minute;
constexpr quint32 day = 24 * hour;

// What clients say of a value by its flags.
constexpr quint32 jsonOfNode = 2;
constexpr quint32 bufferOfNode = 4;
constexpr quint32 zlibOfPython = 8;
constexpr quint32 rawOfEnyim = 0xfa52;

constexpr std::array firstNames{"Ada", "Björn", "Chloé", "Dmitri", "Esra", "Fatima", "Grace", "Hiroshi", "Inés", "José", "Kwame", "Łucja"};
constexpr std::array lastNames{"Andersson", "Brown", "Chen", "Dvořák", "Eze", "Fischer", "García", "Hansen", "Ivanova", "Jensen", "Khan"};
constexpr std::array cities{"Berlin", "Kyōto", "Lagos", "Lisboa", "Montréal", "München", "Oslo", "Praha", "São Paulo", "Zürich"};
constexpr std::array adjectives{"blue", "compact", "durable", "electric", "foldable", "light", "organic", "quiet", "small", "wireless"};
constexpr std::array things{"backpack", "bicycle", "camera", "desk lamp", "headphones", "kettle", "keyboard", "notebook", "tent", "watch"};
constexpr std::array languages{"de", "en", "es", "fr", "ja", "pt", "ru", "zh"};
constexpr std::array greetings{"Willkommen zurück", "Welcome back",       "Bienvenido de nuevo", "Bon retour",
                               "おかえりなさい",    "Bem-vindo de volta", "С возвращением",      "欢迎回来"};
constexpr std::array labels{"title", "subtitle", "button.save", "button.cancel", "error.network", "menu.file", "menu.help", "hint.empty"};
constexpr std::array features{"dark-mode", "new-checkout", "beta-search", "sso", "export-csv", "live-chat", "fast-upload", "two-factor"};
constexpr std::array reports{"sales", "traffic", "refunds", "latency"};
constexpr std::array queues{"mail", "thumbnails", "billing", "webhooks"};

// 2026-01-01, so that a made-up time never depends on the clock.
constexpr qint64 beginningOfTime = 1'767'225'600;

template <size_t count> const char *pick(QRandomGenerator &random, const std::array<const char *, count> &choice)
{
    return choice[random.bounded(quint32(count))];
}

template <size_t count> QString pickText(QRandomGenerator &random, const std::array<const char *, count> &choice)
{
    return QString::fromUtf8(pick(random, choice));
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray hexadecimal(QRandomGenerator &random, int digits)
{
    QByteArray text;
    while (text.size() < digits)
        text += QByteArray::number(random.generate(), 16).rightJustified(8, '0');
    return text.first(digits);
}

QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.generate());
    return bytes;
}

QString momentAfter(QRandomGenerator &random, int days)
{
    const qint64 seconds = beginningOfTime + random.bounded(quint32(days) * day);
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate);
}

double price(QRandomGenerator &random)
{
    return random.bounded(500, 250'000) / 100.0;
}

void user(int number, QRandomGenerator &random, Command &item)
{
    item.key += QByteArray::number(number + 1);
    const QString first = pickText(random, firstNames);
    const QString last = pickText(random, lastNames);
    QJsonObject object{{QStringLiteral("id"), number + 1},
                       {QStringLiteral("name"), first + u' ' + last},
                       {QStringLiteral("email"), QStringLiteral("user%1@example.org").arg(number + 1)},
                       {QStringLiteral("city"), pickText(random, cities)},
                       {QStringLiteral("active"), random.bounded(10) != 0},
                       {QStringLiteral("created"), momentAfter(random, 200)}};
    if (random.bounded(3) == 0)
        object.insert(QStringLiteral("roles"), QJsonArray{QStringLiteral("editor"), QStringLiteral("reviewer")});
    item.value = json(object);
    item.flags = jsonOfNode;
    item.expiry = number % 4 == 0 ? 0 : day + random.bounded(6 * day);
}

void session(int, QRandomGenerator &random, Command &item)
{
    item.key += hexadecimal(random, 32);
    item.value = json({{QStringLiteral("user"), int(random.bounded(900)) + 1},
                       {QStringLiteral("csrf"), QString::fromLatin1(hexadecimal(random, 40))},
                       {QStringLiteral("locale"), pickText(random, languages)},
                       {QStringLiteral("seen"), momentAfter(random, 300)},
                       {QStringLiteral("cart"), random.bounded(2) == 0 ? QJsonValue() : QJsonValue(int(random.bounded(300)))}});
    item.expiry = 5 * minute + random.bounded(2 * hour);
}

void product(int number, QRandomGenerator &random, Command &item)
{
    item.key += "SKU-" + QByteArray::number(100'000 + number * 7);
    QJsonArray variants;
    for (quint32 left = random.bounded(6U); left > 0; --left) {
        variants.append(QJsonObject{{QStringLiteral("size"), int(left) * 10},
                                    {QStringLiteral("stock"), int(random.bounded(200))},
                                    {QStringLiteral("price"), price(random)}});
    }
    item.value = json({{QStringLiteral("title"), pickText(random, adjectives) + u' ' + pickText(random, things)},
                       {QStringLiteral("price"), price(random)},
                       {QStringLiteral("currency"), QStringLiteral("EUR")},
                       {QStringLiteral("variants"), variants}});
    item.flags = number % 5 == 0 ? rawOfEnyim : jsonOfNode;
    // Some are kept compressed.
    if (number % 6 == 1) {
        item.value = qCompress(item.value).mid(4);
        item.flags = zlibOfPython;
    }
    item.expiry = hour + random.bounded(day);
}

void cart(int number, QRandomGenerator &random, Command &item)
{
    item.key += QByteArray::number(number);
    QJsonArray lines;
    for (quint32 left = 1 + random.bounded(8U); left > 0; --left) {
        lines.append(QJsonObject{{QStringLiteral("sku"), QStringLiteral("SKU-%1").arg(100'000 + random.bounded(600) * 7)},
                                 {QStringLiteral("quantity"), int(random.bounded(4)) + 1}});
    }
    item.value = json({{QStringLiteral("lines"), lines}, {QStringLiteral("total"), price(random)}});
    item.flags = jsonOfNode;
    item.expiry = 2 * day;
}

void page(int number, QRandomGenerator &random, Command &item)
{
    item.key += '/' + QByteArray(pick(random, languages)) + "/articles/" + QByteArray::number(number);
    item.value = "<!DOCTYPE html>\n<html>\n<head><title>Article " + QByteArray::number(number) + "</title></head>\n<body>\n";
    for (quint32 left = 2 + random.bounded(30U); left > 0; --left)
        item.value +=
            "<p>A " + QByteArray(pick(random, adjectives)) + ' ' + pick(random, things) + " from " + pick(random, cities) + ".</p>\n";
    item.value += "</body>\n</html>\n";
    item.expiry = minute + random.bounded(30 * minute);
}

void rate(int number, QRandomGenerator &random, Command &item)
{
    item.key += "203.0.113." + QByteArray::number(number % 256) + ':' + QByteArray::number(number / 256);
    item.value = QByteArray::number(random.bounded(1'000));
    item.expiry = 20 + random.bounded(15 * minute);
}

void feature(int number, QRandomGenerator &random, Command &item)
{
    item.key += QByteArray(features[size_t(number) % features.size()]) + (number < int(features.size()) ? "" : ":eu");
    item.value = number % 3 == 0 ? json({{QStringLiteral("enabled"), true}, {QStringLiteral("percent"), int(random.bounded(100))}})
                                 : QByteArray(number % 3 == 1 ? "true" : "false");
}

void translation(int number, QRandomGenerator &, Command &item)
{
    const size_t language = size_t(number) % languages.size();
    const size_t label = size_t(number) / languages.size() % labels.size();
    item.key += QByteArray(languages[language]) + ':' + labels[label] + '.' + QByteArray::number(number / 64);
    item.value = QByteArray(greetings[language]) + " (" + labels[label] + ')';
    item.expiry = 7 * day;
}

/// A picture in a format that needs no library to write: BMP, 24 bits a pixel.
void thumbnail(int number, QRandomGenerator &random, Command &item)
{
    constexpr qint32 side = 32;
    constexpr quint32 headers = 14 + 40;
    item.key += QByteArray::number(number) + ":32x32";
    QByteArray picture(headers + 3 * side * side, '\0');
    picture.replace(0, 2, "BM");
    char *bytes = picture.data();
    qToLittleEndian(quint32(picture.size()), bytes + 2);
    qToLittleEndian(headers, bytes + 10);
    qToLittleEndian(quint32(40), bytes + 14);
    qToLittleEndian(side, bytes + 18);
    qToLittleEndian(side, bytes + 22);
    qToLittleEndian(quint16(1), bytes + 26);
    qToLittleEndian(quint16(24), bytes + 28);
    const char blue = char(random.bounded(256));
    for (qsizetype pixel = 0; pixel < side * side; ++pixel) {
        char *colour = bytes + headers + 3 * pixel;
        colour[0] = blue;
        colour[1] = char(pixel % side * 8);
        colour[2] = char(pixel / side * 8);
    }
    item.value = picture;
    item.flags = bufferOfNode;
    item.expiry = 3 * day;
}

void report(int number, QRandomGenerator &random, Command &item)
{
    const int month = number / int(reports.size()) + 1;
    item.key += "2026-" + QByteArray::number(month).rightJustified(2, '0') + ':' + reports[size_t(number) % reports.size()];
    // The first are as large as items come, 100 kB to 900 kB; these repeat themselves.
    const bool large = number < 9;
    const qsizetype size = large ? 20'000 : 2'000 + random.bounded(20'000);
    QByteArray lines;
    while (lines.size() < size) {
        lines += QByteArray::number(random.bounded(28) + 1) + ',' + pick(random, cities) + ',' + QByteArray::number(random.bounded(5'000))
            + ',' + QByteArray::number(price(random), 'f', 2) + '\n';
    }
    item.value = "day,city,orders,amount\n" + lines.repeated(large ? 5 * (number + 1) : 1);
    item.expiry = 28 * day;
}

void queue(int number, QRandomGenerator &random, Command &item)
{
    item.key += QByteArray(queues[size_t(number) % queues.size()]) + ':';
    if (number < int(queues.size())) {
        item.key += "tail";
        item.value = QByteArray::number(50'000 + number * 1'000);
        return;
    }
    item.key += QByteArray::number(50'000 - number);
    // Length-prefixed binary records, as job queues write them.
    const QByteArray body = randomBytes(random, 16 + random.bounded(400));
    item.value = QByteArray("JOB\1", 4) + QByteArray(4, '\0') + body;
    qToBigEndian(quint32(body.size()), item.value.data() + 4);
    item.flags = 1U << random.bounded(16);
    item.expiry = 6 * hour;
}

void lock(int number, QRandomGenerator &random, Command &item)
{
    item.key += "order:" + QByteArray::number(number);
    item.value = "worker-" + QByteArray::number(random.bounded(8)) + ':' + hexadecimal(random, 8);
    item.expiry = 15 + random.bounded(2 * minute);
}

void hits(int number, QRandomGenerator &random, Command &item)
{
    item.key += QByteArray::number(number);
    item.value = number == 0 ? QByteArray("18446744073709551610") : QByteArray::number(random.generate());
}

/// Names and values at the edges of what the protocol allows.
void oddity(int number, QRandomGenerator &random, Command &item)
{
    const std::array<QByteArray, 12> names{"key with spaces",
                                           "tab\tinside",
                                           QByteArray("nul\0inside", 10),
                                           "line\r\nbreak",
                                           "ключ:пример",
                                           "emoji:🦀",
                                           "日本語",
                                           "\xff\xfe\x80 not UTF-8",
                                           "quo\"te's",
                                           "# no comment",
                                           "empty",
                                           QByteArray(240, 'k')};
    item.key += names[size_t(number) % names.size()];
    item.value = number == 10 ? QByteArray() : number % 2 == 0 ? randomBytes(random, 64) : "the value of " + item.key;
    item.flags = random.generate();
}

constexpr std::array allFamilies{
    SampleFamily{"user:", 900, user},      SampleFamily{"session:", 800, session},  SampleFamily{"product:", 600, product},
    SampleFamily{"cart:", 300, cart},      SampleFamily{"page:", 250, page},        SampleFamily{"api:rate:", 300, rate},
    SampleFamily{"feature:", 16, feature}, SampleFamily{"i18n:", 320, translation}, SampleFamily{"thumb:", 120, thumbnail},
    SampleFamily{"report:", 48, report},   SampleFamily{"queue:", 200, queue},      SampleFamily{"lock:", 60, lock},
    SampleFamily{"hits:", 100, hits},      SampleFamily{"odd:", 12, oddity}};

} // namespace

std::span<const SampleFamily> sampleFamilies()
{
    return allFamilies;
}
