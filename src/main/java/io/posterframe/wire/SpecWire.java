package io.posterframe.wire;

import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/** Field by field, the values of a job. Both sides are the same build, so there are no versions. */
final class SpecWire {
    private SpecWire() {}

    static void write(PictureSpec spec, DataOutput out) throws IOException {
        moment(spec.moment(), out);
        write(spec.geometry(), out);
        write(spec.encoding(), out);
    }

    static PictureSpec readSpec(DataInput in) throws IOException {
        return new PictureSpec(moment(in), readGeometry(in), readEncoding(in));
    }

    static void write(Geometry geometry, DataOutput out) throws IOException {
        out.writeInt(geometry.width());
        out.writeInt(geometry.height());
        out.writeByte(geometry.crop().ordinal());
        SourceRectangle r = geometry.rectangle();
        for (double value : new double[] {r.x(), r.y(), r.width(), r.height(), r.relWidth(), r.relHeight()}) {
            out.writeDouble(value);
        }
        Rgb background = geometry.background();
        out.writeInt(background.red() << 16 | background.green() << 8 | background.blue());
    }

    static Geometry readGeometry(DataInput in) throws IOException {
        return new Geometry(
                in.readInt(),
                in.readInt(),
                Crop.values()[in.readByte()],
                new SourceRectangle(
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble()),
                Rgb.of(in.readInt()));
    }

    static void write(Encoding encoding, DataOutput out) throws IOException {
        out.writeByte(encoding.format().ordinal());
        out.writeByte(encoding.quality());
        out.writeInt(encoding.density());
        out.writeBoolean(encoding.original());
    }

    static Encoding readEncoding(DataInput in) throws IOException {
        return new Encoding(ImageFormat.values()[in.readByte()], in.readByte(), in.readInt(), in.readBoolean());
    }

    static void write(PictureConfig limits, DataOutput out) throws IOException {
        out.writeLong(limits.maxPixels());
        out.writeInt(limits.maxSlices());
        out.writeLong(limits.posterOffset().toNanos());
        out.writeByte(limits.defaultFrame().ordinal());
        out.writeLong(limits.maxSourcePixels());
        out.writeLong(limits.maxSourceBytes());
        out.writeLong(limits.maxAnimationPixels());
    }

    static PictureConfig readLimits(DataInput in) throws IOException {
        return new PictureConfig(
                in.readLong(),
                in.readInt(),
                Duration.ofNanos(in.readLong()),
                PictureConfig.DefaultFrame.values()[in.readByte()],
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    private static void moment(Moment moment, DataOutput out) throws IOException {
        if (moment instanceof Moment.Poster) {
            out.writeByte('P');
        } else if (moment instanceof Moment.At at) {
            out.writeByte('A');
            out.writeLong(at.micros());
        } else if (moment instanceof Moment.AtOrStart at) {
            out.writeByte('B');
            out.writeLong(at.micros());
        } else if (moment instanceof Moment.AtClock clock) {
            out.writeByte('C');
            out.writeLong(clock.epochMicros());
        } else if (moment instanceof Moment.Slice slice) {
            out.writeByte('S');
            out.writeInt(slice.index());
            out.writeInt(slice.count());
            out.writeLong(slice.startMicros());
            out.writeLong(slice.endMicros());
        } else if (moment instanceof Moment.Strip strip) {
            out.writeByte('T');
            out.writeInt(strip.count());
            out.writeLong(strip.startMicros());
            out.writeLong(strip.endMicros());
        } else if (moment instanceof Moment.StripOfOne one) {
            out.writeByte('O');
            out.writeInt(one.count());
            out.writeLong(one.micros());
        }
    }

    private static Moment moment(DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 'P' -> new Moment.Poster();
            case 'A' -> new Moment.At(in.readLong());
            case 'B' -> new Moment.AtOrStart(in.readLong());
            case 'C' -> new Moment.AtClock(in.readLong());
            case 'S' -> new Moment.Slice(in.readInt(), in.readInt(), in.readLong(), in.readLong());
            case 'T' -> new Moment.Strip(in.readInt(), in.readLong(), in.readLong());
            case 'O' -> new Moment.StripOfOne(in.readInt(), in.readLong());
            default -> throw new IOException("a moment of unknown kind " + kind);
        };
    }
}
