package io.posterframe.still;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The items of an AVIF file (ISO/IEC 23008-12) that make its picture. A sequence has a primary item as well: its cover.
 * Methods throw IndexOutOfBoundsException where the file is cut off or damaged.
 */
public final class AvifItems {
    /** An item has about five. */
    private static final int MAX_PROPERTIES = 32;

    private static final String ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0";

    private static final int MAX_EXTENTS = 256;

    private final ByteBuffer file;
    private final ByteBuffer meta;
    private final ByteBuffer properties;
    private final int primary;

    public AvifItems(ByteBuffer file) {
        this.file = file.slice();
        meta = Box.in(this.file).named("meta").skip(4);
        properties = Box.in(meta).named("iprp").data();
        ByteBuffer pitm = Box.in(meta).named("pitm").data();
        primary = pitm.get(0) == 0 ? pitm.getShort(4) & 0xffff : pitm.getInt(4);
    }

    /** The number of the item that is the picture. */
    public int primary() {
        return primary;
    }

    /** The number of the item that has its alpha. */
    public OptionalInt alpha() {
        ByteBuffer iref;
        try {
            iref = Box.in(meta).named("iref").data();
        } catch (IndexOutOfBoundsException e) {
            return OptionalInt.empty();
        }
        boolean longIds = iref.get(0) > 0;
        for (Box reference : Box.in(iref.slice(4, iref.limit() - 4)).all()) {
            ByteBuffer ids = reference.data();
            if (reference.type().equals("auxl") && id(ids, longIds ? 4 : 2, 0) != primary) {
                int from = id(ids, longIds ? 4 : 2, 0);
                int count = ids.getShort(longIds ? 4 : 2) & 0xffff;
                for (int i = 0; i < count; i++) {
                    int to = id(ids.slice(2, ids.limit() - 2), longIds ? 4 : 2, 1 + i);
                    if (to == primary && isAlpha(from)) {
                        return OptionalInt.of(from);
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    /** The four characters of an item's type, {@code av01} where its data are AV1; empty when it is not told. */
    public Optional<String> type(int item) {
        ByteBuffer iinf = Box.in(meta).named("iinf").data();
        int count = iinf.get(0) == 0 ? 2 : 4;
        ByteBuffer entries = iinf.slice(4 + count, iinf.limit() - 4 - count);
        for (Box entry : Box.in(entries).all()) {
            ByteBuffer infe = entry.data();
            boolean wide = infe.get(0) > 2;
            boolean typed = infe.get(0) >= 2;
            if (typed && (wide ? infe.getInt(4) : infe.getShort(4) & 0xffff) == item) {
                byte[] type = new byte[4];
                infe.get(wide ? 10 : 8, type);
                return Optional.of(new String(type, StandardCharsets.ISO_8859_1));
            }
        }
        return Optional.empty();
    }

    /** The pieces of an item's data, in their order. */
    public List<ByteBuffer> data(int item) {
        ByteBuffer iloc = Box.in(meta).named("iloc").data();
        int version = iloc.get(0);
        int sizes = iloc.getShort(4);
        int offsetSize = sizes >> 12 & 15;
        int lengthSize = sizes >> 8 & 15;
        int baseSize = sizes >> 4 & 15;
        int indexSize = version > 0 ? sizes & 15 : 0;
        int wide = version < 2 ? 2 : 4;
        long items = number(iloc, 6, wide);
        int at = 6 + wide;
        for (long i = 0; i < items; i++) {
            boolean wanted = number(iloc, at, wide) == item;
            at += wide;
            boolean inside = version > 0 && (iloc.getShort(at) & 15) == 1;
            at += version > 0 ? 4 : 2;
            long base = number(iloc, at, baseSize);
            at += baseSize;
            int extents = iloc.getShort(at) & 0xffff;
            at += 2;
            ByteBuffer from = inside && wanted ? Box.in(meta).named("idat").data() : file;
            List<ByteBuffer> pieces = new ArrayList<>();
            for (int e = 0; e < extents; e++) {
                long offset = base + number(iloc, at + indexSize, offsetSize);
                long length = number(iloc, at + indexSize + offsetSize, lengthSize);
                at += indexSize + offsetSize + lengthSize;
                if (wanted && pieces.size() < MAX_EXTENTS) {
                    pieces.add(piece(from, offset, length));
                }
            }
            if (wanted) {
                return pieces;
            }
        }
        return List.of();
    }

    /** As much of a piece as is there; a length of 0 means up to the end. */
    private static ByteBuffer piece(ByteBuffer from, long offset, long length) {
        if (offset < 0 || offset >= from.limit()) {
            throw new IndexOutOfBoundsException("an item outside the file");
        }
        long there = from.limit() - offset;
        return from.slice((int) offset, (int) (length <= 0 ? there : Math.min(length, there)));
    }

    private static long number(ByteBuffer bytes, int at, int size) {
        return switch (size) {
            case 0 -> 0;
            case 2 -> bytes.getShort(at) & 0xffff;
            case 4 -> bytes.getInt(at) & 0xffffffffL;
            case 8 -> bytes.getLong(at);
            default -> throw new IndexOutOfBoundsException("a number of " + size + " bytes");
        };
    }

    /** What the container says of its colours: primaries, transfer, matrix (ITU-T H.273) and 1 for full range. */
    public Optional<int[]> codes() {
        for (Box property : of(primary)) {
            ByteBuffer data = property.data();
            if (property.type().equals("colr") && Magic.starts(data, 0, "nclx")) {
                return Optional.of(
                        new int[] {data.getShort(4), data.getShort(6), data.getShort(8), data.get(10) >> 7 & 1});
            }
        }
        return Optional.empty();
    }

    /** The profile of its colours. */
    public Optional<byte[]> profile() {
        for (Box property : of(primary)) {
            if (property.type().equals("colr")
                    && (Magic.starts(property.data(), 0, "prof") || Magic.starts(property.data(), 0, "rICC"))) {
                byte[] icc = new byte[property.data().limit() - 4];
                property.data().get(4, icc);
                return Optional.of(icc);
            }
        }
        return Optional.empty();
    }

    /** An item's properties, in the order in which they are to be applied. */
    List<Box> of(int item) {
        List<Box> container = Box.in(Box.in(properties).named("ipco").data()).all();
        List<Box> found = new ArrayList<>();
        for (int index : associated(Box.in(properties).named("ipma").data(), item)) {
            if (index > 0) {
                found.add(container.get(index - 1));
            }
        }
        return found;
    }

    private boolean isAlpha(int item) {
        return of(item).stream()
                .anyMatch(property -> property.type().equals("auxC") && Magic.starts(property.data(), 4, ALPHA));
    }

    private static int id(ByteBuffer bytes, int size, int index) {
        return size == 4 ? bytes.getInt(4 * index) : bytes.getShort(2 * index) & 0xffff;
    }

    /** The numbers of an item's properties, counted from 1; 0 is none. */
    private static int[] associated(ByteBuffer ipma, int item) {
        boolean longItems = ipma.get(0) > 0;
        boolean longIndices = (ipma.getInt(0) & 1) == 1;
        int items = ipma.getInt(4);
        int at = 8;
        for (int i = 0; i < items; i++) {
            int id = longItems ? ipma.getInt(at) : ipma.getShort(at) & 0xffff;
            at += longItems ? 4 : 2;
            int count = ipma.get(at++) & 0xff;
            int width = longIndices ? 2 : 1;
            if (id == item) {
                int[] indices = new int[Math.min(count, MAX_PROPERTIES)];
                for (int p = 0; p < indices.length; p++) {
                    indices[p] = longIndices ? ipma.getShort(at + 2 * p) & 0x7fff : ipma.get(at + p) & 0x7f;
                }
                return indices;
            }
            at += count * width;
        }
        return new int[0];
    }
}
