package io.posterframe.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last stage of the Dockerfile, as far as it says what is in the image and how it is started. Understands what ours has,
 * and refuses instructions that it does not know.
 *
 * @param files       where each comes from in the repository or its build, and where it lies in the image
 * @param environment what ENV sets
 * @param command     entry point and arguments
 */
public record ImageRecipe(
        String base, Map<Path, Path> files, Map<String, String> environment, String user, List<String> command) {
    static final Path DOCKERFILE = Path.of("k8s/image/Dockerfile");

    private static final Pattern COPY = Pattern.compile("(?:--from=build /src/)?(\\S+) (/\\S+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    public static ImageRecipe read() throws IOException {
        String base = "";
        Map<Path, Path> files = new LinkedHashMap<>();
        Map<String, String> environment = new LinkedHashMap<>();
        String user = "";
        List<String> command = new ArrayList<>();
        for (String line : instructions(Files.readString(DOCKERFILE))) {
            String[] parts = line.split(" ", 2);
            switch (parts[0]) {
                case "FROM" -> {
                    base = parts[1];
                    files.clear();
                }
                case "COPY" -> {
                    Matcher copy = COPY.matcher(parts[1]);
                    // those of the first stage have relative targets, and are the build's
                    if (copy.matches()) {
                        files.put(Path.of(copy.group(1)), Path.of(copy.group(2)));
                    }
                }
                case "ENV" ->
                    ASSIGNMENT
                            .matcher(parts[1])
                            .results()
                            .forEach(set ->
                                    environment.put(set.group(1), set.group(2) != null ? set.group(2) : set.group(3)));
                case "USER" -> user = parts[1];
                case "ENTRYPOINT", "CMD" ->
                    WORD.matcher(parts[1]).results().forEach(word -> command.add(word.group(1)));
                case "RUN", "LABEL", "WORKDIR", "VOLUME", "EXPOSE", "STOPSIGNAL" -> {}
                default -> throw new IllegalArgumentException("what does " + line + " do?");
            }
        }
        return new ImageRecipe(base, files, environment, user, command);
    }

    /** One a line, without comments. */
    static List<String> instructions(String dockerfile) {
        return dockerfile
                .replaceAll("(?m)^#.*\\n", "")
                .replaceAll("\\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
