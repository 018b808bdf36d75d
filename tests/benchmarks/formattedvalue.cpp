#include "tests/benchmarks/spread.h"
#include "tests/benchmarks/windowbench.h"
#include "ui/paintingthreads.h"
#include "ui/settings.h"
#include "ui/values/readingchoices.h"
#include "ui/values/structuredarea.h"
#include "ui/values/valueforms.h"
#include "ui/values/valuepage.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QtEndian>

#include <cstdio>

/// Opens values of 1 MB in their page, formatted, and says how long it takes from the bytes being there to the lines being painted.

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr qsizetype size = 1'000'000;
constexpr int rounds = 15;

/// Tells when formatted lines were painted first since it was asked to look.
class LinesWatch : public QObject
{
public:
    explicit LinesWatch(StructuredArea *area)
        : m_area(area)
    {
        area->viewport()->installEventFilter(this);
    }
    void look(const SharedReading *wanted)
    {
        m_wanted = wanted;
        m_painted.reset();
    }
    [[nodiscard]] std::optional<Clock::time_point> painted() const { return m_painted; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || m_inside)
            return QObject::eventFilter(watched, event);
        m_inside = true;
        QCoreApplication::sendEvent(watched, event);
        m_inside = false;
        if (!m_painted && m_wanted && *m_wanted && m_area->lines() && m_area->lines()->lineCount() > 1)
            m_painted = Clock::now();
        return true;
    }

private:
    StructuredArea *m_area;
    const SharedReading *m_wanted = nullptr;
    std::optional<Clock::time_point> m_painted;
    bool m_inside = false;
};

QByteArray big(quint32 number)
{
    QByteArray bytes(sizeof number, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray little(quint32 number)
{
    QByteArray bytes(sizeof number, '\0');
    qToLittleEndian(number, bytes.data());
    return bytes;
}

/// The same list of records in a format. `first` makes each value another one.
using Writer = QByteArray (*)(quint32 first);

QByteArray json(quint32 first)
{
    QByteArray bytes = "[";
    for (quint32 i = first; bytes.size() < size; ++i)
        bytes += (i == first ? "" : ", ") + QByteArray("{\"id\": ") + QByteArray::number(i)
            + R"(, "name": "somebody ä", "active": true, "tags": ["first", "second"]})";
    return bytes + ']';
}

/// Protocol 2, as json.loads() of that would be pickled but for what it would remember.
QByteArray pickle(quint32 first)
{
    const auto text = [](const QByteArray &of) { return 'X' + little(quint32(of.size())) + of; };
    const QByteArray rest =
        text("name") + text("somebody ä") + text("active") + '\x88' + text("tags") + "](" + text("first") + text("second") + "eu";
    QByteArray bytes("\x80\x02](");
    for (quint32 i = first; bytes.size() < size; ++i)
        bytes += "}(" + text("id") + 'J' + little(i) + rest;
    return bytes + "e.";
}

QByteArray php(quint32 first)
{
    QByteArray bytes;
    quint32 count = 0;
    for (; bytes.size() < size; ++count)
        bytes += "i:" + QByteArray::number(count) + ";a:4:{s:2:\"id\";i:" + QByteArray::number(first + count)
            + ";s:4:\"name\";s:11:\"somebody ä\";s:6:\"active\";b:1;s:4:\"tags\";a:2:{i:0;s:5:\"first\";i:1;s:6:\"second\";}}";
    return "a:" + QByteArray::number(count) + ":{" + bytes + '}';
}

QByteArray messagePack(quint32 first)
{
    const auto text = [](const QByteArray &of) { return char(0xa0 | of.size()) + of; };
    const QByteArray rest =
        text("name") + text("somebody ä") + text("active") + '\xc3' + text("tags") + '\x92' + text("first") + text("second");
    QByteArray bytes;
    quint32 count = 0;
    for (; bytes.size() < size; ++count)
        bytes += '\x84' + text("id") + '\xce' + big(first + count) + rest;
    return '\xdd' + big(count) + bytes;
}

struct Format
{
    const char *name;
    Serialization serialization;
    Writer write;
};

} // namespace

int main(int argc, char **argv)
{
    setUpMemory();
    QApplication application(argc, argv);
    keepThreadsForPainting();
    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    Settings settings;
    ReadingChoices choices(settings.keys());
    choices.setServer(QStringLiteral("here"), ClientLibrary::Unknown, ":");
    ValuePage page(QStringLiteral("value"), &choices);
    addValueForms(&page);
    page.resize(900, 800);
    page.show();
    auto *area = page.findChild<StructuredArea *>(QStringLiteral("structuredArea"));
    LinesWatch watch(area);
    WindowBench bench;
    bench.rest(500ms);
    std::printf("%-50s %9s   pauses of the loop, ms\n%-50s %9s   %6s /%6s /%6s\n", "", "total, ms", "", "", "p50", "p99", "max");
    const Format formats[] = {{"JSON", Serialization::Json, json},
                              {"Python pickle", Serialization::Pickle, pickle},
                              {"PHP", Serialization::Php, php},
                              {"MessagePack", Serialization::MessagePack, messagePack}};
    double slowest = 0;
    for (const Format &format : formats) {
        choices.setFormFor(format.serialization, ValueForm::Formatted);
        std::vector<double> times;
        for (int round = 0; round < rounds; ++round) {
            const auto owner = std::make_shared<const QByteArray>(format.write(100'000 + quint32(round)));
            page.clear();
            bench.rest(50ms);
            Clock::time_point begin;
            const WindowBench::Phase opened = bench.record(
                [&] {
                    begin = Clock::now();
                    watch.look(&page.reading());
                    page.showValue({"key", *owner, owner, 0U});
                },
                [&] { return watch.painted().has_value(); });
            if (!opened.good || page.reading()->serialization.serialization != format.serialization || page.reading()->value.fault) {
                std::printf("%s was not shown formatted\n", format.name);
                return 1;
            }
            times.push_back(std::chrono::duration<double, std::milli>(*watch.painted() - begin).count());
            if (round == 0)
                WindowBench::print(format.name, opened, QStringLiteral("the first of %1").arg(rounds));
        }
        const Spread spread = spreadOf(times);
        std::printf("%-50s %9.1f   least %.1f, most %.1f\n", "  median", spread.median, spread.least, spread.most);
        slowest = std::max(slowest, spread.median);
    }
    std::printf("\n");
    printGoal("1 MB formatted, slowest format, median, ms", slowest, "<=", 50);
    return 0;
}
