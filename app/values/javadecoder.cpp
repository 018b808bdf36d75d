#include "app/values/javadecoder.h"

#include "app/values/bytereader.h"
#include "app/values/javaclasses.h"
#include "app/values/javaprimitive.h"
#include "app/values/javatext.h"
#include "app/values/timetext.h"

#include <optional>

namespace {

using Members = TreeBuilder::Members;

class JavaDecoder
{
    Q_DECLARE_TR_FUNCTIONS(JavaDecoder)

public:
    JavaDecoder(QByteArrayView bytes, const DecodeLimits &limits)
        : m_reader(bytes)
        , m_builder(bytes, limits)
    {
    }

    Decoded decode()
    {
        if (m_reader.big<quint32>() != 0xaced0005 && !m_reader.isCutShort())
            fail(0, tr("The value is not of Java's stream version 5."));
        m_tasks.push_back({.kind = Kind::Content});
        while (!m_tasks.empty() && !m_builder.hasFailed()) {
            if (m_reader.isCutShort())
                m_builder.fail(DecodeFault::cutShort(m_reader.at()));
            else
                run();
        }
        if (m_reader.isCutShort())
            m_builder.fail(DecodeFault::cutShort(m_reader.at()));
        if (!m_builder.hasFailed() && !m_reader.atEnd())
            m_builder.fail(DecodeFault::trailing(m_reader.at(), m_reader.left()));
        return m_builder.finish(m_reader.at());
    }

private:
    enum class Kind : quint8 {
        Content,    ///< one thing, for the container that is open
        ClassOf,    ///< a class, whose index becomes m_class
        ClassAbove, ///< the rest of a class: what is behind its fields, then the class above it
        SetAbove,
        Begin, ///< an object, an array, an enum or a class as a value, whose class was read
        Fields,
        Written, ///< what a class writes by itself, to its end
        Elements,
        Close,
    };
    struct Task
    {
        Kind kind = Kind::Content;
        char form = 0;  ///< Begin: the type byte; Written: 1 where its blocks are not shown, 2 where it has a container of its own
        int index = -1; ///< of a class
        quint32 field = 0;
        quint32 left = 0;
        qsizetype begin = 0;
    };
    struct Handle
    {
        qint32 node = ValueTree::none;
        int index = -1; ///< of a class
    };

    void fail(qsizetype at, const QString &what) { m_builder.fail(DecodeFault::malformed(at, what)); }

    void push(const Task &task)
    {
        // Some tasks stand for no container.
        if (m_tasks.size() > 8 * size_t(m_builder.limits().greatestDepth))
            m_builder.fail(DecodeFault::tooDeep(m_reader.at(), m_builder.limits().greatestDepth));
        m_tasks.push_back(task);
    }

    void run()
    {
        const Task task = m_tasks.back();
        m_tasks.pop_back();
        switch (task.kind) {
        case Kind::Content:
            return readContent(m_reader.byte());
        case Kind::ClassOf:
            return readClass();
        case Kind::ClassAbove:
            if (m_reader.byte() == 0x78) { // TC_ENDBLOCKDATA
                push({.kind = Kind::SetAbove, .index = task.index});
                return push({.kind = Kind::ClassOf});
            }
            return fail(m_reader.at() - 1, tr("A class has notes of its own, which cannot be read."));
        case Kind::SetAbove:
            m_classes[size_t(task.index)].super = m_class;
            m_class = task.index;
            return;
        case Kind::Begin:
            return begin(task);
        case Kind::Fields:
            return readFields(task);
        case Kind::Written:
            return readWritten(task);
        case Kind::Elements:
            if (task.left == 0)
                return m_builder.close(m_reader.at());
            push({.kind = Kind::Elements, .left = task.left - 1});
            return push({.kind = Kind::Content});
        case Kind::Close:
            return m_builder.close(m_reader.at());
        }
    }

    QByteArrayView readName() { return m_reader.take(m_reader.big<quint16>()); }

    std::optional<Handle> readHandle()
    {
        const qsizetype at = m_reader.at();
        const quint32 index = m_reader.big<quint32>() - 0x7e0000;
        if (m_reader.isCutShort())
            return std::nullopt;
        if (index < m_handles.size())
            return m_handles[index];
        fail(at, tr("A reference leads nowhere."));
        return std::nullopt;
    }

    void readContent(quint8 type)
    {
        const qsizetype begin = m_reader.at() - 1;
        switch (type) {
        case 0x70: // TC_NULL
            m_builder.add(ValueType::Null, begin, m_reader.at());
            return;
        case 0x71: // TC_REFERENCE
            if (const std::optional<Handle> handle = readHandle())
                m_builder.addReference(handle->node, begin, m_reader.at());
            return;
        case 0x74: // TC_STRING
            return addText(begin, m_reader.big<quint16>());
        case 0x7c: // TC_LONGSTRING
            return addText(begin, m_reader.big<quint64>());
        case 0x77: // TC_BLOCKDATA
            return addBlock(begin, m_reader.take(m_reader.byte()));
        case 0x7a: // TC_BLOCKDATALONG
            return addBlock(begin, m_reader.take(m_reader.big<quint32>()));
        case 0x73: // TC_OBJECT
        case 0x75: // TC_ARRAY
        case 0x76: // TC_CLASS
        case 0x7e: // TC_ENUM
            push({.kind = Kind::Begin, .form = char(type), .begin = begin});
            return push({.kind = Kind::ClassOf});
        case 0x79: // TC_RESET
            m_handles.clear();
            return push({.kind = Kind::Content});
        default:
            if (!m_reader.isCutShort())
                fail(begin, tr("No type of Java is written like this."));
        }
    }

    void addText(qsizetype begin, quint64 size)
    {
        const QByteArrayView text = m_reader.take(size);
        if (m_reader.isCutShort())
            return;
        m_handles.push_back({isPlainJavaText(text) ? m_builder.addStored(ValueType::Text, begin, m_reader.at(), text)
                                                   : m_builder.addMade(ValueType::Text, begin, m_reader.at(), utf8OfJava(text))});
    }

    void addBlock(qsizetype begin, QByteArrayView block)
    {
        if (!m_reader.isCutShort())
            m_builder.addStored(ValueType::Bytes, begin, m_reader.at(), block);
    }

    void readClass()
    {
        const qsizetype at = m_reader.at();
        const quint8 type = m_reader.byte();
        m_class = -1;
        if (type == 0x70 || m_reader.isCutShort())
            return;
        if (type == 0x71) {
            const std::optional<Handle> handle = readHandle();
            m_class = handle ? handle->index : -1;
            if (handle && m_class < 0)
                fail(at, tr("Something is meant as a class that is none."));
            return;
        }
        JavaClass added;
        if (type == 0x72) { // TC_CLASSDESC
            added.name = readName();
            m_reader.skip(8); // serialVersionUID
        } else if (type != 0x7d) {
            return fail(at, tr("There is no class where one has to be."));
        }
        const auto index = int(m_classes.size());
        m_handles.push_back({ValueTree::none, index});
        if (type == 0x7d) { // TC_PROXYCLASSDESC
            added.name = "Proxy";
            added.flags = JavaFlags::serializable;
            for (quint32 left = m_reader.big<quint32>(); left > 0 && !m_reader.isCutShort(); --left)
                (void)readName();
        } else {
            added.flags = m_reader.byte();
            for (quint16 left = m_reader.big<quint16>(); left > 0 && !m_reader.isCutShort() && !m_builder.hasFailed(); --left)
                readField(added);
        }
        m_classes.push_back(added);
        push({.kind = Kind::ClassAbove, .index = index});
    }

    void readField(JavaClass &owner)
    {
        const qsizetype at = m_reader.at();
        const JavaField field{char(m_reader.byte()), readName()};
        owner.fields.push_back(field);
        if (m_reader.isCutShort() || javaSize(field.type) > 0)
            return;
        // Its class's name, as a text.
        const quint8 type = m_reader.byte();
        if (type == 0x71) {
            (void)readHandle();
        } else if (type == 0x74 && (field.type == 'L' || field.type == '[')) {
            const QByteArrayView name = readName();
            if (!m_reader.isCutShort())
                m_handles.push_back({m_builder.addLoose(m_builder.stored(ValueType::Text, at, m_reader.at(), name))});
        } else {
            fail(at, tr("A field's type cannot be read."));
        }
    }

    void begin(const Task &task)
    {
        if (m_class < 0)
            return fail(task.begin, tr("There is no class where one has to be."));
        const QByteArrayView name = m_classes[size_t(m_class)].name;
        switch (task.form) {
        case 0x76: // a class as a value
            m_handles.push_back({named(m_builder.addStored(ValueType::Text, task.begin, m_reader.at(), name), "class"), m_class});
            return;
        case 0x7e: {
            m_handles.push_back({});
            const size_t handle = m_handles.size() - 1;
            const quint8 type = m_reader.byte();
            const Handle known = type == 0x71 ? readHandle().value_or(Handle()) : Handle();
            const QByteArrayView constant = type == 0x74 ? readName() : QByteArrayView();
            if (m_reader.isCutShort() || m_builder.hasFailed())
                return;
            if (type == 0x74)
                m_handles.push_back({m_builder.addLoose(m_builder.stored(ValueType::Text, task.begin, m_reader.at(), constant))});
            const QByteArray text = known.node >= 0 ? m_builder.tree().text(known.node).toByteArray() : constant.toByteArray();
            m_handles[handle].node = named(m_builder.addMade(ValueType::Object, task.begin, m_reader.at(), text), name);
            return;
        }
        case 0x75:
            return beginArray(task.begin, name);
        default:
            return beginObject(task.begin, name);
        }
    }

    qint32 named(qint32 node, QByteArrayView name)
    {
        m_builder.setName(node, name);
        return node;
    }

    void beginArray(qsizetype begin, QByteArrayView name)
    {
        const auto count = m_reader.big<quint32>();
        const char type = name.size() > 1 ? name[1] : 'L';
        m_handles.push_back({});
        const size_t handle = m_handles.size() - 1;
        if (m_reader.isCutShort())
            return;
        if (type == 'B') {
            const QByteArrayView bytes = m_reader.take(count);
            if (!m_reader.isCutShort())
                m_handles[handle].node = m_builder.addStored(ValueType::Bytes, begin, m_reader.at(), bytes);
            return;
        }
        m_handles[handle].node = named(m_builder.open(ValueType::List, begin, Members::Listed), name);
        if (javaSize(type) == 0)
            return push({.kind = Kind::Elements, .left = count});
        for (quint32 left = count; left > 0 && !m_reader.isCutShort() && !m_builder.hasFailed(); --left)
            addJavaPrimitive(m_builder, m_reader, type);
        m_builder.close(m_reader.at());
    }

    /// The classes from the one at the top down to its own; empty, with a fault, where they go round in circles.
    std::vector<int> lineage(int index, qsizetype at)
    {
        constexpr size_t longest = 200;
        std::vector<int> line;
        for (; index >= 0 && line.size() < longest; index = m_classes[size_t(index)].super)
            line.push_back(index);
        if (index >= 0) {
            fail(at, tr("A class is above itself."));
            line.clear();
        }
        return line;
    }

    void beginObject(qsizetype begin, QByteArrayView name)
    {
        const std::vector<int> line = lineage(m_class, begin); // from its own up
        const JavaShape shape = javaShape(name);
        m_handles.push_back({});
        const size_t handle = m_handles.size() - 1;
        if (m_builder.hasFailed())
            return;
        if (shape == JavaShape::Scalar) {
            const std::vector<JavaField> &fields = m_classes[size_t(m_class)].fields;
            if (fields.size() != 1 || javaSize(fields.front().type) == 0)
                return fail(begin, tr("A number has not the one field that it should have."));
            m_handles[handle].node = named(addJavaPrimitive(m_builder, m_reader, fields.front().type, begin), name);
            return;
        }
        if (shape == JavaShape::Time && m_reader.take(2) == QByteArrayView("\x77\x08", 2)) {
            const QByteArray text = timeTextOfMilliseconds(m_reader.big<qint64>());
            if (m_reader.byte() == 0x78 && !text.isEmpty()) {
                m_handles[handle].node = named(m_builder.addMade(ValueType::Time, begin, m_reader.at(), text), name);
                return;
            }
        }
        if (shape == JavaShape::Time)
            return fail(begin, tr("A time cannot be read."));
        const ValueType type = shape == JavaShape::List ? ValueType::List : shape == JavaShape::Map ? ValueType::Map : ValueType::Object;
        m_handles[handle].node = named(m_builder.open(type, begin, shape == JavaShape::List ? Members::Listed : Members::Keyed), name);
        push({.kind = Kind::Close});
        for (const int index : line)
            push({.kind = Kind::Fields, .form = char(shape), .index = index});
    }

    /// The fields of one of an object's classes from one on, then what the class writes by itself.
    void readFields(Task task)
    {
        const JavaClass &owner = m_classes[size_t(task.index)];
        const bool isShown = task.form == char(JavaShape::Object);
        if ((owner.flags & JavaFlags::externalizable) != 0 && (owner.flags & JavaFlags::blockContent) == 0)
            return fail(m_reader.at(), tr("A class writes itself in a way that only it can read."));
        if (task.field == 0 && !isShown)
            m_builder.openAside(Members::Listed); // what a collection keeps besides its elements
        for (; task.field < owner.fields.size() && !m_builder.hasFailed() && !m_reader.isCutShort(); ++task.field) {
            const JavaField &field = owner.fields[task.field];
            if (isShown)
                m_builder.addStored(ValueType::Text, m_reader.at(), m_reader.at(), field.name);
            if (javaSize(field.type) > 0) {
                addJavaPrimitive(m_builder, m_reader, field.type);
                continue;
            }
            ++task.field;
            push(task);
            return push({.kind = Kind::Content});
        }
        if (!isShown)
            m_builder.close(m_reader.at());
        const bool writes = (owner.flags & (JavaFlags::writeMethod | JavaFlags::externalizable)) != 0;
        if (!writes || m_builder.hasFailed())
            return;
        if (isShown) {
            m_builder.addMade(ValueType::Text, m_reader.at(), m_reader.at(), '(' + owner.name.toByteArray() + ')');
            m_builder.open(ValueType::List, m_reader.at(), Members::Listed);
        }
        push({.kind = Kind::Written, .form = char(isShown ? 2 : 1)});
    }

    void readWritten(const Task &task)
    {
        const quint8 type = m_reader.byte();
        if (type == 0x78 && task.form == 2)
            m_builder.close(m_reader.at());
        if (type == 0x78)
            return;
        push(task);
        if (task.form == 1 && type == 0x77)
            m_reader.skip(m_reader.byte()); // sizes, which the elements show
        else
            readContent(type);
    }

    ByteReader m_reader;
    TreeBuilder m_builder;
    std::vector<Task> m_tasks; ///< the last is next
    std::vector<JavaClass> m_classes;
    std::vector<Handle> m_handles;
    int m_class = -1; ///< that was read last
};

} // namespace

Decoded decodeJava(QByteArrayView bytes, const DecodeLimits &limits)
{
    return JavaDecoder(bytes, limits).decode();
}
