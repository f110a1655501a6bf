package io.posterframe.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into {@link Value}s. It stops at YAML's node graph: no scalar becomes a number or a date on its way (a
 * partner id {@code 007} stays what it is), each value has its line, and no Java type named in a tag is ever made.
 * Repeated keys and aliases of lists and maps are refused.
 */
final class YamlText {
    private final Mistakes mistakes;
    private final boolean lines;

    private YamlText(Mistakes mistakes, boolean lines) {
        this.mistakes = mistakes;
        this.lines = lines;
    }

    /** {@code name} is the file or variable that the text comes from; null when it is not YAML, which is then noted. */
    static @Nullable Value parse(String name, String text, boolean withLines, Mistakes mistakes) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(20);
        try {
            Node root = new Yaml(options).compose(new java.io.StringReader(text));
            return root == null ? new Value.Nothing(0) : new YamlText(mistakes, withLines).value(root);
        } catch (MarkedYAMLException e) {
            String where = e.getProblemMark() == null || !withLines
                    ? ""
                    : " (line " + (e.getProblemMark().getLine() + 1) + ")";
            mistakes.add(name + " is not valid YAML: " + e.getProblem() + where);
        } catch (YAMLException e) {
            mistakes.add(name + " is not valid YAML: " + e.getMessage());
        }
        return null;
    }

    private Value value(Node node) {
        int line = lines ? node.getStartMark().getLine() + 1 : 0;
        if (node instanceof MappingNode mapping) {
            return new Value.Fields(fields(mapping), line);
        }
        if (node instanceof SequenceNode sequence) {
            List<Value> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(value(item)));
            return new Value.Items(items, line);
        }
        if (Tag.NULL.equals(node.getTag())) {
            return new Value.Nothing(line);
        }
        return new Value.Text(((ScalarNode) node).getValue(), line);
    }

    private Map<String, Value> fields(MappingNode mapping) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (NodeTuple field : mapping.getValue()) {
            Value value = value(field.getValueNode());
            String key = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (key.isEmpty()) {
                mistakes.add("a key", value(field.getKeyNode()), "must be a plain word");
            } else if (fields.putIfAbsent(key, value) != null) {
                mistakes.add(Mistakes.quoted(key), value(field.getKeyNode()), "is given twice");
            }
        }
        return fields;
    }
}
