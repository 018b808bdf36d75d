#include "app/values/javaclasses.h"

#include <algorithm>
#include <array>

namespace {

// What they write behind their fields is a number or two, and then the elements (their writeObject()).
constexpr std::array lists{"java.util.ArrayList", "java.util.LinkedList",    "java.util.ArrayDeque",
                           "java.util.HashSet",   "java.util.LinkedHashSet", "java.util.TreeSet"};
constexpr std::array maps{"java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap", "java.util.Hashtable"};
constexpr std::array scalars{"java.lang.Integer", "java.lang.Long",  "java.lang.Short",   "java.lang.Byte",
                             "java.lang.Double",  "java.lang.Float", "java.lang.Boolean", "java.lang.Character"};

template <typename Names> bool contains(const Names &names, QByteArrayView name)
{
    return std::any_of(names.begin(), names.end(), [name](const char *each) { return name == QByteArrayView(each); });
}

} // namespace

JavaShape javaShape(QByteArrayView className)
{
    if (contains(scalars, className))
        return JavaShape::Scalar;
    if (contains(lists, className))
        return JavaShape::List;
    if (contains(maps, className))
        return JavaShape::Map;
    return className == "java.util.Date" ? JavaShape::Time : JavaShape::Object;
}

int javaSize(char type)
{
    switch (type) {
    case 'B':
    case 'Z':
        return 1;
    case 'C':
    case 'S':
        return 2;
    case 'F':
    case 'I':
        return 4;
    case 'D':
    case 'J':
        return 8;
    default:
        return 0;
    }
}
