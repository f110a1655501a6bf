package io.posterframe.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object field by field and notes every mistake, so that all are told at once. A field that is null is one
 * that is absent. What it returns for a field with a mistake is of no use. For one thread.
 */
final class Body {
    private final ObjectNode node;
    private final String place;
    private final List<Mistake> mistakes;
    private final Set<String> asked = new LinkedHashSet<>();

    Body(ObjectNode node) {
        this(node, "", new ArrayList<>());
    }

    private Body(ObjectNode node, String place, List<Mistake> mistakes) {
        this.node = node;
        this.place = place;
        this.mistakes = mistakes;
    }

    /** All so far, those of the objects inside included. */
    List<Mistake> mistakes() {
        return mistakes;
    }

    /** The names of all fields that were asked for. */
    Set<String> asked() {
        return asked;
    }

    void mistake(String name, String message) {
        mistakes.add(new Mistake(place + name, message));
    }

    /** Takes fields that the server itself sets, so that what it answered can be sent back. */
    void ignore(String... names) {
        asked.addAll(List.of(names));
    }

    /** Refuses every field that nothing was asked of. */
    void end() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                mistake(name.length() > 64 ? name.substring(0, 64) + "..." : name, "is not a field here");
            }
        });
    }

    String required(String name, TextRule rule) {
        String text = optional(name, rule);
        if (text == null && field(name) == null) {
            mistake(name, "is missing; it " + rule.message());
        }
        return text == null ? "" : text;
    }

    @Nullable
    String optional(String name, TextRule rule) {
        JsonNode value = field(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || !rule.holds().test(value.textValue())) {
            mistake(name, rule.message());
            return null;
        }
        return value.textValue();
    }

    /** A required one. */
    URI url(String name) {
        return url(name, TextRule.URL);
    }

    /**
     * A required one.
     *
     * @param rule of what can be a URI
     */
    URI url(String name, TextRule rule) {
        String url = required(name, rule);
        return rule.holds().test(url) ? URI.create(url) : URI.create("");
    }

    boolean has(String name) {
        return field(name) != null;
    }

    <E extends Enum<E>> E word(String name, List<E> allowed, E otherwise) {
        JsonNode value = field(name);
        if (value == null) {
            return otherwise;
        }
        for (E one : allowed) {
            if (value.isTextual() && Json.word(one).equals(value.textValue())) {
                return one;
            }
        }
        mistake(
                name,
                "must be one of "
                        + String.join(", ", allowed.stream().map(Json::word).toList()));
        return otherwise;
    }

    boolean flag(String name) {
        JsonNode value = field(name);
        if (value != null && !value.isBoolean()) {
            mistake(name, "must be true or false");
        }
        return value != null && value.asBoolean();
    }

    OptionalInt integer(String name, int min, int max) {
        OptionalLong value = whole(name, min, max);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    OptionalLong whole(String name, long min, long max) {
        JsonNode value = field(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            mistake(name, "must be a whole number from " + min + " to " + max);
            return OptionalLong.empty();
        }
        return OptionalLong.of(value.longValue());
    }

    OptionalDouble number(String name, long min, long max) {
        JsonNode value = field(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(number >= min && number <= max)) {
            mistake(name, "must be a number from " + min + " to " + max);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number);
    }

    /** Without those that are there already. */
    List<String> words(String name, int most, TextRule rule) {
        Set<String> words = new LinkedHashSet<>();
        List<JsonNode> items = items(name, most);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isTextual() && rule.holds().test(items.get(i).textValue())) {
                words.add(items.get(i).textValue());
            } else {
                mistake(name + "[" + i + "]", rule.message());
            }
        }
        return List.copyOf(words);
    }

    /**
     * Objects inside, each read to its end.
     *
     * @param key no two may have the same
     */
    <T> List<T> objects(String name, int most, Function<Body, T> read, Function<T, Object> key) {
        List<T> objects = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        List<JsonNode> items = items(name, most);
        for (int i = 0; i < items.size(); i++) {
            String item = name + "[" + i + "]";
            if (items.get(i) instanceof ObjectNode object) {
                Body body = new Body(object, place + item + ".", mistakes);
                T one = read.apply(body);
                body.end();
                if (!keys.add(key.apply(one))) {
                    mistake(item, "is there twice");
                }
                objects.add(one);
            } else {
                mistake(item, "must be an object");
            }
        }
        return objects;
    }

    private List<JsonNode> items(String name, int most) {
        JsonNode value = field(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            mistake(name, "must be a list of at most " + most);
            return List.of();
        }
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        return items;
    }

    private @Nullable JsonNode field(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
