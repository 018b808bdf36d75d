// See splicesread.sh. "write" prints values as Java writes them, "read" prints what each line in hexadecimal means, as JSON.
import java.io.*;
import java.util.*;

public class Splices {
    static class User implements Serializable {
        private static final long serialVersionUID = 1;
        String name = "Ann";
        int id = 7;
        boolean active = true;
        char grade = 'b';
        double balance = 3.25;
        float ratio = 1.5f;
        long created = 1234567890123L;
        short small = -2;
        byte tiny = 5;
        byte[] picture = {1, 2, 3};
        int[] scores = {10, 20};
        Integer boxed = 1000;
        List<String> roles = new ArrayList<>(List.of("admin", "user"));
    }

    static String hex(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char unit : text.toCharArray())
            json.append(unit >= ' ' && unit < 127 && unit != '"' && unit != '\\' ? "" + unit : String.format("\\u%04x", (int) unit));
        return json.append('"').toString();
    }

    static String json(Object value) throws Exception {
        if (value == null || value instanceof Boolean || value instanceof Number)
            return String.valueOf(value);
        List<String> parts = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet())
                parts.add(quoted(String.valueOf(entry.getKey())) + ":" + json(entry.getValue()));
            return "{" + String.join(",", parts) + "}";
        }
        if (value instanceof Iterable<?> list) {
            for (Object each : list)
                parts.add(json(each));
            return "[" + String.join(",", parts) + "]";
        }
        if (value instanceof byte[] bytes)
            return quoted(new String(bytes, "ISO-8859-1"));
        if (value instanceof int[] numbers)
            return Arrays.toString(numbers);
        if (value instanceof Object[] array)
            return json(Arrays.asList(array));
        if (value instanceof User user) {
            for (java.lang.reflect.Field field : User.class.getDeclaredFields()) {
                if (!field.getName().equals("serialVersionUID"))
                    parts.add(quoted(field.getName()) + ":" + json(field.get(user)));
            }
            return "{" + String.join(",", parts) + "}";
        }
        return quoted(String.valueOf(value));
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("write")) {
            Map<Object, Object> map = new LinkedHashMap<>();
            map.put("name", "caf\u00e9 \uD83D\uDE00");
            map.put("count", 1000);
            map.put("big", 5000000000L);
            map.put("flag", false);
            map.put("list", new ArrayList<>(List.of("a", 2000, 2.5, "b")));
            map.put(3000, new HashMap<>(Map.of("k", "v")));
            List<Object> values = List.of("text", 12345, 3.25, true, 'x', map, new User(), new User[] {new User()},
                new HashSet<>(List.of("one")), new LinkedList<>(List.of("first", "last")), new TreeMap<>(Map.of("z", "kept")),
                "x".repeat(70000), new Object[] {"same", "same", "other"});
            for (Object value : values)
                System.out.println("Java\t" + hex(value));
            return;
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(line)))) {
                System.out.println(json(in.readObject()));
            } catch (Exception fault) {
                System.out.println("FAILED " + fault);
            }
        }
    }
}
