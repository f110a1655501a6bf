package io.posterframe.still;

import java.nio.ByteBuffer;
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

    private final ByteBuffer meta;
    private final ByteBuffer properties;
    private final int primary;

    public AvifItems(ByteBuffer file) {
        meta = Box.in(file.slice()).named("meta").skip(4);
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
