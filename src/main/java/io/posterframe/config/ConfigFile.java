package io.posterframe.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Options from a YAML file of at most 256 KiB in UTF-8. */
final class ConfigFile {
    static final int MAX_BYTES = 256 * 1024;

    private final Map<String, Option> options = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Given> given = new HashMap<>();
    private final Mistakes mistakes;

    private ConfigFile(List<Option> options, Mistakes mistakes) {
        this.mistakes = mistakes;
        for (Option option : options) {
            this.options.put(option.key(), option);
            for (int dot = option.key().indexOf('.');
                    dot >= 0;
                    dot = option.key().indexOf('.', dot + 1)) {
                names.add(option.key().substring(0, dot));
            }
            names.add(option.key());
        }
    }

    /** What the file gives, by key. Unknown keys, and a file that can't be read, are mistakes. */
    static Map<String, Given> read(Path file, List<Option> options, Mistakes mistakes) {
        ConfigFile reading = new ConfigFile(options, mistakes);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                mistakes.add(file + " is larger than " + Unit.BYTES.format(MAX_BYTES));
            } else {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                reading.root(file, text);
            }
        } catch (CharacterCodingException e) {
            mistakes.add(file + " is not UTF-8 text");
        } catch (NoSuchFileException e) {
            mistakes.add(file + " does not exist");
        } catch (IOException e) {
            mistakes.add(file + " can't be read: " + e.getMessage());
        }
        return reading.given;
    }

    private void root(Path file, String text) {
        Value root = YamlText.parse(file.toString(), text, true, mistakes);
        if (root instanceof Value.Fields fields) {
            section(fields, "");
        } else if (root != null && !(root instanceof Value.Nothing)) {
            mistakes.add(file.toString(), root, "must hold keys with values");
        }
    }

    private void section(Value.Fields fields, String prefix) {
        fields.fields().forEach((name, value) -> {
            String key = prefix + name;
            if (options.containsKey(key)) {
                option(key, value);
            } else if (!names.contains(key)) {
                mistakes.add(Mistakes.quoted(key), value, "is not an option" + Nearest.hint(key, names));
            } else if (value instanceof Value.Fields below) {
                section(below, key + ".");
            } else if (!(value instanceof Value.Nothing)) {
                mistakes.add(key, value, "is a section and must hold keys with values");
            }
        });
    }

    private void option(String key, Value value) {
        if (given.putIfAbsent(key, new Given(key, value)) != null) {
            mistakes.add(key, value, "is given twice");
        }
    }
}
