package io.posterframe.dialect.kaltura;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of the reference server: a source size, a request, and the picture that came back. */
public record GeometryRow(List<String> cells) {
    private static final Pattern RANGE = Pattern.compile("src_([xy])=(-?[0-9.]+)\\.\\.(-?[0-9.]+)");
    private static final Pattern BORDER = Pattern.compile("border=(\\d+),(\\d+),(\\d+),(\\d+)");
    private static final List<String> PARAMETERS = List.of(
            "type",
            "nearest_aspect_ratio",
            "width",
            "height",
            "bgcolor",
            "src_x",
            "src_y",
            "src_w",
            "src_h",
            "rel_width",
            "rel_height");

    public static List<GeometryRow> all() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(GeometryRow.class.getResourceAsStream("geometry.csv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> new GeometryRow(List.of(line.split(",", 16))))
                    .toList();
        }
    }

    public String path() {
        return path("0_x");
    }

    /** The request, of another entry. */
    public String path(String entryId) {
        StringBuilder path = new StringBuilder("/p/100/thumbnail/entry_id/").append(entryId);
        for (int i = 0; i < PARAMETERS.size(); i++) {
            if (!cells.get(2 + i).isEmpty()) {
                path.append('/').append(PARAMETERS.get(i)).append('/').append(cells.get(2 + i));
            }
        }
        return path.toString();
    }

    public int imageWidth() {
        return Integer.parseInt(cells.get(0));
    }

    public int imageHeight() {
        return Integer.parseInt(cells.get(1));
    }

    /** 1 to 5, or 6 for nearest_aspect_ratio. */
    int type() {
        if (cells.get(3).equals("1")) {
            return 6;
        }
        String type = cells.get(2);
        return type.isEmpty() ? 1 : type.equals("6") ? 5 : type.charAt(0) - '0';
    }

    /** The requested box where both sides of it are fixed, else "". */
    String box() {
        String width = cells.get(4);
        String height = cells.get(5);
        if (width.isEmpty() && height.isEmpty()) {
            return "120x90";
        }
        return width.matches("[1-9]\\d*") && height.matches("[1-9]\\d*") ? width + "x" + height : "";
    }

    boolean cutsRectangle() {
        return cells.subList(7, 11).stream().anyMatch(cell -> !cell.isEmpty());
    }

    public boolean outside() {
        return cells.get(7).equals("2000");
    }

    String answered() {
        return cells.get(13) + "x" + cells.get(14);
    }

    /** Whether the request is this one with another type. */
    boolean sameButType(GeometryRow other) {
        return cells.subList(0, 2).equals(other.cells.subList(0, 2))
                && cells.subList(4, 6).equals(other.cells.subList(4, 6))
                && cells.subList(7, 13).equals(other.cells.subList(7, 13));
    }

    /** From and to on the axis x or y of the source; empty where it could not be measured. */
    double[] region(char axis) {
        Matcher matcher = RANGE.matcher(note());
        while (matcher.find()) {
            if (matcher.group(1).charAt(0) == axis) {
                return new double[] {Double.parseDouble(matcher.group(2)), Double.parseDouble(matcher.group(3))};
            }
        }
        return new double[0];
    }

    /** Left, top, right, bottom. */
    int[] border() {
        Matcher matcher = BORDER.matcher(note());
        if (!matcher.find()) {
            return new int[0];
        }
        return new int[] {
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            Integer.parseInt(matcher.group(4))
        };
    }

    /** Which of the two servers, or of the rulings of section 13, says how large the answer is. */
    public enum SizeRule {
        /** The size that the reference server answered. */
        REFERENCE,
        /** Rulings 3, 4 and 17: types 2 to 4 and nearest are exactly as large as asked for. */
        EXACT,
        /** Ruling 15: the rectangle comes first, so the size is that of type 1 for the same rectangle. */
        AS_TYPE_1,
        /** Section 5: a rectangle wholly outside is refused. */
        REFUSED
    }

    public SizeRule sizeRule() {
        if (outside()) {
            return SizeRule.REFUSED;
        }
        if (!box().isEmpty()) {
            boolean exact = type() == 6 || type() >= 2 && type() <= 4;
            return exact ? SizeRule.EXACT : SizeRule.REFERENCE;
        }
        boolean bothFree = cells.get(4).equals("0") && cells.get(5).equals("0");
        return cutsRectangle() && (type() == 5 || bothFree && type() >= 3) ? SizeRule.AS_TYPE_1 : SizeRule.REFERENCE;
    }

    /** Width x height of an answer that isn't refused. */
    public String expectedSize(List<GeometryRow> rows) {
        SizeRule rule = sizeRule();
        if (rule == SizeRule.EXACT) {
            return box();
        }
        if (rule == SizeRule.REFERENCE) {
            return answered();
        }
        Optional<GeometryRow> counterpart = rows.stream()
                .filter(other -> other.type() <= 2 && other.sameButType(this))
                .findFirst();
        // the one row without a counterpart of type 1 cuts out 500 x 400 and asks for a width of 200
        return counterpart.map(GeometryRow::answered).orElse("200x160");
    }

    String note() {
        return cells.get(15);
    }
}
