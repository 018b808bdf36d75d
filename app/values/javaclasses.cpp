#include "app/values/javaclasses.h"

#include <algorithm>
#include <array>
#include <utility>

namespace {

// What they write behind their fields is a number or two, and then the elements (their writeObject()).
constexpr std::array lists{"java.util.ArrayList", "java.util.LinkedList",    "java.util.ArrayDeque",
                           "java.util.HashSet",   "java.util.LinkedHashSet", "java.util.TreeSet"};
constexpr std::array maps{"java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap", "java.util.Hashtable"};
constexpr std::array<std::pair<const char *, char>, 8> boxes{{{"java.lang.Integer", 'I'},
                                                              {"java.lang.Long", 'J'},
                                                              {"java.lang.Short", 'S'},
                                                              {"java.lang.Byte", 'B'},
                                                              {"java.lang.Double", 'D'},
                                                              {"java.lang.Float", 'F'},
                                                              {"java.lang.Boolean", 'Z'},
                                                              {"java.lang.Character", 'C'}}};

template <typename Names> bool contains(const Names &names, QByteArrayView name)
{
    return std::any_of(names.begin(), names.end(), [name](const char *each) { return name == QByteArrayView(each); });
}

} // namespace

char javaBoxedType(QByteArrayView className)
{
    const auto *found = std::find_if(boxes.begin(), boxes.end(), [className](const auto &box) { return className == box.first; });
    return found == boxes.end() ? '\0' : found->second;
}

JavaShape javaShape(QByteArrayView className)
{
    if (javaBoxedType(className) != '\0')
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
