#include "ui/profiles/liststeps.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace {

/// Those of `texts` that can stay where they are while the others move: a longest rising sequence of their places.
QSet<QString> staying(const QStringList &texts, const QHash<QString, int> &places)
{
    QList<int> tails; // the index into `texts` that ends the best sequence of each length
    QList<int> previous(texts.size(), -1);
    for (int i = 0; i < texts.size(); ++i) {
        const int place = places.value(texts[i]);
        const auto longer = [&](int tail, int value) { return places.value(texts[tail]) < value; };
        const auto found = std::lower_bound(tails.cbegin(), tails.cend(), place, longer);
        const qsizetype length = std::distance(tails.cbegin(), found);
        previous[i] = length > 0 ? tails[length - 1] : -1;
        if (length == tails.size())
            tails.append(i);
        else
            tails[length] = i;
    }
    QSet<QString> stay;
    for (int i = tails.isEmpty() ? -1 : tails.constLast(); i >= 0; i = previous[i])
        stay.insert(texts[i]);
    return stay;
}

} // namespace

std::optional<QList<ListStep>> listSteps(const QStringList &before, const QStringList &after, int most)
{
    QList<ListStep> steps;
    if (before == after)
        return steps;
    QHash<QString, int> places;
    for (int i = 0; i < after.size(); ++i)
        places.insert(after[i], i);
    QStringList now = before;
    for (int i = int(now.size()) - 1; i >= 0; --i) {
        if (places.contains(now[i])) // backwards, so that those still to come stay where they are
            continue;
        if (steps.size() == most)
            return {};
        steps.append({.kind = ListStep::Kind::Remove, .from = i});
        now.removeAt(i);
    }
    const QSet<QString> stay = staying(now, places);
    const QSet<QString> known(now.cbegin(), now.cend());
    for (int place = 0; place < after.size(); ++place) {
        const QString &text = after[place];
        if (stay.contains(text))
            continue;
        if (steps.size() == most)
            return {};
        // Behind the one before it, which has found its own place already.
        const int from = known.contains(text) ? int(now.indexOf(text)) : -1;
        if (from >= 0)
            now.removeAt(from);
        const int to = place == 0 ? 0 : int(now.indexOf(after[place - 1])) + 1;
        now.insert(to, text);
        if (from < 0)
            steps.append({.kind = ListStep::Kind::Insert, .to = to, .text = text});
        else if (from != to)
            steps.append({.kind = ListStep::Kind::Move, .from = from, .to = to});
    }
    return steps;
}
