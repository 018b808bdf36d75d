#pragma once

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <chrono>
#include <cmath>
#include <limits>
#include <optional>

/// Takes the members of a JSON object out one by one; what is left in the end is somebody else's.
class JsonMembers
{
    Q_DECLARE_TR_FUNCTIONS(ProfileFormat)

public:
    static constexpr qsizetype longestText = 64 * 1024; ///< characters: of a note
    static constexpr qsizetype mostTexts = 100;         ///< in a list that belongs to a profile

    /// `what`: the name of the whole, for notes.
    JsonMembers(const QJsonObject &object, const QString &what, QStringList *notes)
        : m_object(object)
        , m_what(what)
        , m_notes(notes)
    {
    }

    [[nodiscard]] bool contains(const char *name) const { return m_object.contains(QLatin1String(name)); }
    [[nodiscard]] const QJsonObject &rest() const { return m_object; }

    void take(const char *name, QString &text)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (value.isString() && value.toString().size() <= longestText)
            text = value.toString();
        else if (!value.isUndefined())
            complain(name);
    }
    void take(const char *name, bool &truth) { take(name, truth, truth); }
    /// `safe`: what is taken where the value cannot be used.
    void take(const char *name, bool &truth, bool safe)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (value.isBool()) {
            truth = value.toBool();
        } else if (!value.isUndefined()) {
            truth = safe;
            complain(name);
        }
    }
    void take(const char *name, quint16 &number, int least)
    {
        double found = number;
        if (takeNumber(name, found, least, std::numeric_limits<quint16>::max()))
            number = quint16(found);
    }
    void take(const char *name, std::chrono::milliseconds &time, std::chrono::milliseconds least)
    {
        double found = double(time.count());
        if (takeNumber(name, found, double(least.count()), 24.0 * 60 * 60 * 1000))
            time = std::chrono::milliseconds(qint64(found));
    }
    void take(const char *name, double &number, double least, double most)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (value.isDouble() && value.toDouble() >= least && value.toDouble() <= most)
            number = value.toDouble();
        else if (!value.isUndefined())
            complain(name);
    }
    void take(const char *name, QStringList &texts)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (value.isUndefined())
            return;
        QStringList found;
        const QJsonArray array = value.toArray().size() > mostTexts ? QJsonArray() : value.toArray();
        for (const QJsonValue &each : array) {
            if (each.isString() && !each.toString().isEmpty() && !found.contains(each.toString()))
                found.append(each.toString());
        }
        if (value.isArray() && found.size() == value.toArray().size())
            texts = found;
        else
            complain(name);
    }
    [[nodiscard]] std::optional<QJsonObject> takeObject(const char *name)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (value.isObject())
            return value.toObject();
        if (!value.isUndefined())
            complain(name);
        return {};
    }
    void complain(const char *name)
    {
        m_notes->append(tr("Profile “%1”: the value of “%2” cannot be used.").arg(m_what, QLatin1String(name)));
    }

private:
    bool takeNumber(const char *name, double &number, double least, double most)
    {
        const QJsonValue value = m_object.take(QLatin1String(name));
        if (value.isUndefined())
            return false;
        const double found = value.toDouble(std::numeric_limits<double>::quiet_NaN());
        if (!(found >= least && found <= most) || found != std::floor(found)) {
            complain(name);
            return false;
        }
        number = found;
        return true;
    }

    QJsonObject m_object;
    QString m_what;
    QStringList *m_notes;
};
